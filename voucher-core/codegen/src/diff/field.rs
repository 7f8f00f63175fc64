//! Compares two fields.

use super::comparison::accepts_all;
use super::fit::fits;
use super::{Changes, Draft, Effect, Level, Place, Step};
use voucher_definition::{Array, Contents, Field, Map};

impl Changes {
    /// Compares two fields of an object, or two parameters.
    pub(super) fn field(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        self.rust_name(place, old, new);
        self.status(place, old, new);
        self.evidence(place, old, new);
        self.value(place, old, new);
    }

    /// Compares the names in structs. A field of a struct may also have the name on the wire.
    fn rust_name(&mut self, place: &Place, old: &Field, new: &Field) {
        if old.rust_name == new.rust_name {
            return;
        }
        let (level, advice) = if old.rust_name == new.name {
            let advice = format!(
                "rename it in `constant(…)` and `optional(…)`; a struct's field `{}` still maps it",
                new.name
            );
            (Level::New, advice)
        } else {
            let advice = format!(
                "rename the struct's field to `{}`, or add `#[ravelin(rename = \"{}\")]` to it",
                new.rust_name, new.name
            );
            (Level::Compile, advice)
        };
        let draft = Draft::new(level, "Rust name", place);
        let draft = draft.before(old.rust_name).after(new.rust_name);
        self.push(draft, Effect::Mapped, advice);
    }

    /// Compares two values: fields, elements, values of maps, alternatives, or bodies.
    ///
    /// Every member of a field definition is named here, so that a new rule does not compile until it is compared.
    pub(super) fn value(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        let Field {
            // They are compared in `field`, and not of a value without a name.
            name: _,
            rust_name: _,
            status: _,
            evidence: _,
            // They follow from others.
            parent: _,
            key: _,
            is_timestamp: _,
            fast_range: _,
            // They are compared in `null`, `kind` and `rules`.
            kind: _,
            nullable: _,
            pattern: _,
            second_pattern: _,
            values: _,
            integers: _,
            min: _,
            max: _,
            min_length: _,
            max_length: _,
            multiple_of: _,
            bounds: _,
            // They are compared in `documentation`.
            value_notes: _,
            sensitive: _,
            deprecated: _,
            read_only: _,
            description: _,
            source: _,
        } = *old;
        self.null(place, old, new);
        self.kind(place, old, new);
        self.documentation(place, old, new);
    }

    /// Compares the kinds, and the rules of each.
    pub(super) fn kind(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        match (old.kind.contents(), new.kind.contents()) {
            (Contents::None, Contents::None) if old.kind == new.kind => self.rules(place, old, new),
            (Contents::Fields(old), Contents::Fields(new)) => self.object(place, old, new),
            (Contents::Elements(old), Contents::Elements(new)) => self.array(place, old, new),
            (Contents::Values(old), Contents::Values(new)) => self.map(place, old, new),
            (Contents::Alternatives(old), Contents::Alternatives(new)) => {
                self.alternatives(place, old, new);
            }
            (Contents::Ancestor(old), Contents::Ancestor(new)) if old == new => {}
            (_, Contents::Alternatives(one_of)) if !has_objects(old) => {
                self.new_alternatives(place, old, new, one_of);
            }
            _ => self.other_kind(place, old, new),
        }
    }

    fn array(&mut self, place: &Place, old: &'static Array, new: &'static Array) {
        let Array {
            element,
            min,
            max,
            unique,
        } = *old;
        let advice = "change how many elements are sent";
        self.limit(
            place,
            "minimum number of elements",
            (min, new.min),
            0,
            advice,
        );
        self.limit(
            place,
            "maximum number of elements",
            (max, new.max),
            u32::MAX,
            advice,
        );
        if unique != new.unique {
            let name = |unique| if unique { "rejected" } else { "accepted" };
            let level = if new.unique {
                Level::Reject
            } else {
                Level::New
            };
            let draft = Draft::new(level, "equal elements", place);
            let draft = draft.before(name(unique)).after(name(new.unique));
            self.push(draft, Effect::Mapped, "send no two equal elements");
        }
        self.value(&place.then(Step::Element), element, new.element);
    }

    fn map(&mut self, place: &Place, old: &'static Map, new: &'static Map) {
        let Map {
            key,
            value,
            min,
            max,
        } = *old;
        self.members(place, [(min, new.min), (max, new.max)]);
        self.value(&place.then(Step::Key), key, new.key);
        self.value(&place.then(Step::Value), value, new.value);
    }

    /// Compares the minimum and maximum number of members of an object or map.
    pub(super) fn members(&mut self, place: &Place, [min, max]: [(u32, u32); 2]) {
        let advice = "change how many members are sent";
        self.limit(place, "minimum number of members", min, 0, advice);
        self.limit(place, "maximum number of members", max, u32::MAX, advice);
    }

    /// Compares a number of elements or members.
    fn limit(
        &mut self,
        place: &Place,
        rule: &'static str,
        (old, new): (u32, u32),
        none: u32,
        advice: &str,
    ) {
        if old == new {
            return;
        }
        let is_stricter = if none == 0 { new > old } else { new < old };
        let level = if is_stricter {
            Level::Reject
        } else {
            Level::New
        };
        let show = |limit: u32| (limit != none).then(|| limit.to_string());
        let draft = Draft::new(level, rule, place).change(show(old), show(new));
        let advice = if is_stricter { advice } else { "nothing to do" };
        self.push(draft, Effect::of(level), advice);
    }

    /// Reports another kind.
    pub(super) fn other_kind(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        let comparison = accepts_all(old, new);
        let (level, advice) = match (fits(old, new), comparison.is_accepted()) {
            (false, _) => (
                Level::Compile,
                format!(
                    "change the type of the field, which has to be {}",
                    new.kind.noun()
                ),
            ),
            (true, false) => (
                Level::Reject,
                format!("send only values that are {}", new.kind.noun()),
            ),
            (true, true) => (Level::New, "other values can be sent, too".to_owned()),
        };
        let draft = Draft::new(level, "type", place);
        let draft = draft.before(old.kind.noun()).after(new.kind.noun());
        let effect = match level {
            Level::Reject => Effect::Narrowed(new),
            Level::Compile => Effect::Mapped,
            Level::New | Level::Documentation => Effect::Wish,
        };
        self.push_with_example(draft, effect, comparison.into_example(), advice);
    }
}

/// Returns whether a value is or contains objects with defined fields, which types name by their path.
fn has_objects(field: &Field) -> bool {
    match field.kind.contents() {
        Contents::None => false,
        Contents::Fields(_) | Contents::Alternatives(_) | Contents::Ancestor(_) => true,
        Contents::Elements(array) => has_objects(array.element),
        Contents::Values(map) => has_objects(map.value),
    }
}

impl Effect {
    /// Returns the effect of a change on the types that map the field.
    pub(super) fn of(level: Level) -> Self {
        match level {
            Level::Compile | Level::Reject => Self::Mapped,
            Level::New | Level::Documentation => Self::Wish,
        }
    }
}
