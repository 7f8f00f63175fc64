//! Compares the fields of objects, and parameters.

use super::{Changes, Draft, Effect, Level, Place, Step};
use voucher_definition::suggest::nearest;
use voucher_definition::{Contents, Field, Object, Status};

impl Changes {
    /// Compares two objects.
    pub(super) fn object(&mut self, place: &Place, old: &'static Object, new: &'static Object) {
        let Object {
            fields,
            exclusive: _,
            exactly_one: _,
            is_closed,
            min_members,
            max_members,
        } = *old;
        self.fields(place, fields, new.fields, Step::Member);
        self.groups(place, old, new);
        self.members(
            place,
            [
                (min_members, new.min_members),
                (max_members, new.max_members),
            ],
        );
        self.closed(place, is_closed, new);
    }

    /// Compares whether an object accepts other members.
    fn closed(&mut self, place: &Place, old: bool, new: &'static Object) {
        if old == new.is_closed {
            return;
        }
        let name = |is_closed| if is_closed { "rejected" } else { "accepted" };
        // The `extra` fields of an event are in the entity, if there is one.
        let is_envelope = self.has_entity && matches!(place.steps(), [Step::Body]);
        let (level, effect, advice) = match (new.is_closed, is_envelope) {
            (true, false) => (
                Level::Compile,
                Effect::Closed(new),
                "remove `extra` fields that the definition does not list",
            ),
            (true, true) => (
                Level::Reject,
                Effect::Closed(new),
                "send no members that the definition does not list",
            ),
            (false, _) => (
                Level::New,
                Effect::Wish,
                "members that the definition does not list can be sent",
            ),
        };
        let draft = Draft::new(level, "other members", place);
        let draft = draft.before(name(old)).after(name(new.is_closed));
        self.push(draft, effect, advice);
    }

    /// Compares the fields of two objects, or two lists of parameters.
    pub(super) fn fields(
        &mut self,
        place: &Place,
        old: &'static [&'static Field],
        new: &'static [&'static Field],
        step: fn(&'static str) -> Step,
    ) {
        let find = |fields: &'static [&'static Field], name: &str| {
            fields.iter().copied().find(|field| field.name == name)
        };
        let added = new.iter().copied();
        let mut added: Vec<_> = added
            .filter(|field| find(old, field.name).is_none())
            .collect();
        for field in old {
            let place = place.then(step(field.name));
            match (find(new, field.name), self.renamed_entity) {
                (Some(new), _) => self.field(&place, field, new),
                (None, Some([entity, new])) if std::ptr::eq(entity, *field) => {
                    self.renamed(&place, entity, new);
                }
                (None, _) => self.removed(&place, field, &added),
            }
        }
        let is_renamed = |field: &&'static Field| {
            self.renamed_entity
                .is_some_and(|[_, entity]| std::ptr::eq(entity, *field))
        };
        added.retain(|field| !is_renamed(field));
        for field in added {
            self.added(&place.then(step(field.name)), field);
        }
    }

    /// Compares two entities with different names. The structs that map them are equal, unless one names an object in the
    /// entity.
    fn renamed(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        let (level, advice) = if has_objects(old) {
            let advice = format!(
                "write `{}` instead of `{}` in `object`, and in paths of fields",
                new.name, old.name
            );
            (Level::Compile, advice)
        } else {
            let advice =
                "build and deploy the program again, because the API may reject the old request";
            (Level::Reject, advice.to_owned())
        };
        let draft = Draft::new(level, "name of the entity", place);
        let draft = draft.before(old.name).after(new.name);
        self.push(draft, Effect::Request, advice);
        self.value(place, old, new);
    }

    fn removed(&mut self, place: &Place, field: &'static Field, added: &[&'static Field]) {
        let names: Vec<_> = added.iter().map(|field| field.name).collect();
        let renamed = nearest(field.name, &names).map(str::to_owned);
        let is_same =
            |other: &&&Field| other.kind == field.kind && other.description == field.description;
        let described = || {
            let other = added
                .iter()
                .find(|other| is_same(other) && !field.description.is_empty());
            other.map(|field| field.name.to_owned())
        };
        let advice = match renamed.or_else(described) {
            Some(name) => {
                format!("map the field to `{name}`, if that is its new name, or remove it")
            }
            None => "remove the field from the struct, or add `#[ravelin(skip)]`".to_owned(),
        };
        let draft = Draft::new(Level::Compile, "field", place).before(describe(field));
        self.push(draft, Effect::Mapped, advice);
    }

    fn added(&mut self, place: &Place, field: &'static Field) {
        // A parameter of the path cannot be left out.
        let is_needed = field.is_required() || matches!(place.steps(), [Step::Parameter(_)]);
        let (level, effect, advice) = if is_needed {
            let advice = if field.evidence.is_waivable() {
                "add a field that maps it, or waive it with `optional(…)`"
            } else {
                "add a field that maps it, or a constant"
            };
            (Level::Compile, Effect::Missing, advice)
        } else if field.status == Status::Important {
            (
                Level::New,
                Effect::NewField,
                "add a field that maps it, if possible, because the API recommends it",
            )
        } else {
            (
                Level::New,
                Effect::NewField,
                "add a field that maps it, if you have the value",
            )
        };
        let draft = Draft::new(level, "field", place).after(describe(field));
        self.push(draft, effect, advice);
    }
}

/// Returns whether an object contains others, at any depth.
fn has_objects(field: &Field) -> bool {
    let is_object = |field: &Field| match field.kind.contents() {
        Contents::Fields(_) | Contents::Alternatives(_) | Contents::Ancestor(_) => true,
        Contents::Elements(_) | Contents::Values(_) => has_objects(field),
        Contents::None => false,
    };
    match field.kind.contents() {
        Contents::Fields(object) => object.fields.iter().any(|field| is_object(field)),
        Contents::Elements(array) => is_object(array.element),
        Contents::Values(map) => is_object(map.value),
        Contents::Alternatives(_) | Contents::Ancestor(_) | Contents::None => false,
    }
}

/// Returns what a field is: `required, an amount`.
fn describe(field: &Field) -> String {
    format!(
        "{}, {}",
        super::status::name(field.status),
        field.kind.noun()
    )
}
