//! Compares two requests: what is around the body, and the body.

use super::{Changes, Draft, Effect, Level, Place, Step};
use voucher_definition::{Definition, Field, Kind};

impl Changes {
    /// Compares two requests.
    ///
    /// Every member of a definition is named here, so that a new one does not compile until it is compared.
    pub(super) fn request(&mut self, old: &'static Definition, new: &'static Definition) {
        let Definition {
            // They follow from the path and the body.
            name: _,
            rust_path: _,
            fingerprint: _,
            method: _,
            path: _,
            parameters,
            query,
            body,
            entity_name: _,
            host: _,
            is_partial: _,
            deprecated: _,
            description: _,
            source: _,
            read_date: _,
        } = *old;
        self.target(old, new);
        self.request_documentation(old, new);
        self.parameters(parameters, new.parameters, Step::Parameter);
        self.parameters(query, new.query, Step::Query);
        self.body(body, new.body);
        self.entity(old, new);
    }

    /// Compares where the requests go.
    fn target(&mut self, old: &Definition, new: &Definition) {
        let place = Place::default();
        let names = |definition: &Definition| -> Vec<&str> {
            definition
                .parameters
                .iter()
                .map(|field| field.name)
                .collect()
        };
        let (old_names, new_names) = (names(old), names(new));
        // A parameter with another name is a separate change.
        let template = |path: &str| {
            let segments = path
                .split('/')
                .map(|segment| match segment.strip_prefix(':') {
                    Some(name) if !(old_names.contains(&name) && new_names.contains(&name)) => ":",
                    _ => segment,
                });
            segments.collect::<Vec<_>>().join("/")
        };
        let path = (template(old.path), template(new.path));
        let same_path = path.0 == path.1;
        for (rule, is_same, before, after) in [
            ("method", old.method == new.method, old.method, new.method),
            ("path", same_path, old.path, new.path),
            ("host", old.host == new.host, old.host, new.host),
        ] {
            if !is_same {
                let draft = Draft::new(Level::Reject, rule, &place);
                let draft = draft.before(before).after(after);
                let advice = "build and deploy the program again, because the API may reject the old request";
                self.push(draft, Effect::Request, advice);
            }
        }
    }

    fn parameters(
        &mut self,
        old: &'static [&'static Field],
        new: &'static [&'static Field],
        step: fn(&'static str) -> Step,
    ) {
        self.fields(&Place::default(), old, new, step);
    }

    fn body(&mut self, old: Option<&'static Field>, new: Option<&'static Field>) {
        let place = Place::default().then(Step::Body);
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => self.whole_body(&place, old, new),
            (Some(old), None) => {
                let draft = Draft::new(Level::Compile, "body", &place).before(old.kind.noun());
                let advice = "remove the fields that are sent in the body";
                self.push(draft, Effect::Mapped, advice);
            }
            (None, Some(new)) => {
                let is_required = match new.kind {
                    Kind::Object(object) => object.fields.iter().any(|field| field.is_required()),
                    _ => true,
                };
                let level = if is_required {
                    Level::Compile
                } else {
                    Level::New
                };
                let draft = Draft::new(level, "body", &place).after(new.kind.noun());
                self.push(
                    draft,
                    Effect::Request,
                    "add the fields of the body to the struct",
                );
            }
        }
    }

    /// Compares two bodies. Their documentation is that of the request.
    fn whole_body(&mut self, place: &Place, old: &'static Field, new: &'static Field) {
        self.null(place, old, new);
        self.kind(place, old, new);
        self.flag(place, "sensitive", old.sensitive, new.sensitive);
    }

    /// Compares which object's fields an event maps as its own. A removed or a new object is a separate change.
    fn entity(&mut self, old: &Definition, new: &Definition) {
        let name = |definition: &Definition| definition.entity().map(|(field, _)| field.name);
        let (before, after) = (name(old), name(new));
        let is_in_both = |name: Option<&str>| {
            name.is_none_or(|name| {
                let is_in = |definition: &Definition| definition.object().field(name).is_some();
                is_in(old) && is_in(new)
            })
        };
        if before == after || !is_in_both(before) || new.body.is_none() {
            return;
        }
        let place = Place::default().then(Step::Body);
        let advice = match before.or(after) {
            Some(name) if before.is_some() => format!(
                "derive `RavelinFields` with `object = \"{name}\"` for the fields of `{name}`, and map that type to `{name}`"
            ),
            _ => "move the fields of that object into the event".to_owned(),
        };
        let quoted = |name: Option<&str>| name.map(|name| format!("`{name}`"));
        let draft = Draft::new(Level::Compile, "entity", &place);
        self.push(
            draft.change(quoted(before), quoted(after)),
            Effect::Request,
            advice,
        );
    }
}
