//! The places of a definition at which a body can break a rule.

use crate::sample::Step;
use serde_json::Value;
use voucher_definition::{Contents, Field, Object, OneOf, Selector, pointer};

/// A value of a definition.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The steps from the body.
    pub(super) path: Vec<Step>,
    pub(super) field: &'static Field,
    /// The object that the field is a member of.
    pub(super) object: Option<&'static Object>,
    /// Whether the value is that of an alternative. The field with the alternatives is a separate site.
    pub(super) is_alternative: bool,
    /// Whether the value selects an alternative.
    pub(super) is_tag: bool,
    /// The number of steps to the first alternatives for objects that cannot be distinguished. A violation inside is reported
    /// there, as no alternative.
    pub(super) any: Option<usize>,
    /// For a value with the definition of one around it: the number of steps to that one.
    pub(super) ancestor: Option<usize>,
}

/// Where a site is in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The JSON Pointer of the value.
    pub(super) pointer: String,
    /// The JSON Pointer in a violation. It has the position of a member of a sensitive map instead of its key.
    pub(super) reported: String,
}

/// Returns all sites of a body, in the order of the definition.
pub(super) fn sites(body: &'static Field) -> Vec<Site> {
    let mut walk = Walk {
        sites: Vec::new(),
        path: Vec::new(),
        scopes: Vec::new(),
        any: None,
    };
    walk.visit(body, None, false, false);
    walk.sites
}

struct Walk {
    sites: Vec<Site>,
    path: Vec<Step>,
    /// The number of steps to each object and to the alternatives around the current value.
    scopes: Vec<usize>,
    any: Option<usize>,
}

impl Walk {
    fn visit(
        &mut self,
        field: &'static Field,
        object: Option<&'static Object>,
        is_alternative: bool,
        is_tag: bool,
    ) {
        let contents = field.kind.contents();
        let ancestor = match contents {
            Contents::Ancestor(distance) => {
                let distance = usize::try_from(distance).unwrap_or(usize::MAX);
                self.scopes.iter().rev().nth(distance).copied()
            }
            _ => None,
        };
        self.sites.push(Site {
            path: self.path.clone(),
            field,
            object,
            is_alternative,
            is_tag,
            any: self.any,
            ancestor,
        });
        match contents {
            Contents::None | Contents::Ancestor(_) => {}
            Contents::Fields(object) => self.visit_object(object, None),
            Contents::Elements(array) => self.step(Step::Element, array.element, None),
            Contents::Values(map) => self.step(Step::Value, map.value, None),
            Contents::Alternatives(one_of) => self.visit_alternatives(one_of),
        }
    }

    fn step(&mut self, step: Step, field: &'static Field, object: Option<&'static Object>) {
        self.path.push(step);
        self.visit(field, object, false, false);
        self.path.pop();
    }

    fn visit_object(&mut self, object: &'static Object, tag: Option<&str>) {
        self.scopes.push(self.path.len());
        for (at, field) in object.fields.iter().enumerate() {
            self.path.push(Step::Field(at));
            self.visit(field, Some(object), false, tag == Some(field.name));
            self.path.pop();
        }
        self.scopes.pop();
    }

    fn visit_alternatives(&mut self, one_of: &'static OneOf) {
        self.scopes.push(self.path.len());
        for (at, alternative) in one_of.alternatives.iter().enumerate() {
            let field = alternative.value;
            let any = self.any;
            if let (true, Contents::Fields(_)) =
                (one_of.selector.tries_each(), field.kind.contents())
            {
                self.any = any.or(Some(self.path.len()));
            }
            self.path.push(Step::Alternative(at));
            match (one_of.selector, field.kind.contents()) {
                (Selector::Tag(tag), Contents::Fields(object)) => {
                    self.sites.push(Site {
                        path: self.path.clone(),
                        field,
                        object: None,
                        is_alternative: true,
                        is_tag: false,
                        any: self.any,
                        ancestor: None,
                    });
                    self.visit_object(object, Some(tag));
                }
                _ => self.visit(field, None, true, false),
            }
            self.path.pop();
            self.any = any;
        }
        self.scopes.pop();
    }
}

/// Returns where the steps lead to in a body. The steps into an array or map lead to its first value.
pub(super) fn place(body: &Value, root: &'static Field, path: &[Step]) -> Option<Place> {
    let mut place = Place {
        pointer: String::new(),
        reported: String::new(),
    };
    let (mut value, mut field) = (body, root);
    let mut around: Vec<&'static Field> = Vec::new();
    for step in path {
        let (name, reported, inside) = match (step, field.kind.contents(), value) {
            (Step::Field(at), Contents::Fields(object), _) => {
                around.push(field);
                let inside = object.fields.get(*at)?;
                (inside.name, inside.name, *inside)
            }
            (Step::Element, Contents::Elements(array), _) => ("0", "0", array.element),
            (Step::Value, Contents::Values(map), Value::Object(members)) => {
                let key = members.keys().next()?;
                let reported = if field.sensitive { "0" } else { key };
                (key.as_str(), reported, map.value)
            }
            (Step::Alternative(at), Contents::Alternatives(one_of), _) => {
                around.push(field);
                field = one_of.alternatives.get(*at)?.value;
                continue;
            }
            (Step::Ancestor, Contents::Ancestor(distance), _) => {
                let kept = around
                    .len()
                    .checked_sub(usize::try_from(distance).ok()? + 1)?;
                field = around.get(kept)?;
                around.truncate(kept);
                continue;
            }
            _ => return None,
        };
        place.pointer = pointer(&place.pointer, name);
        place.reported = pointer(&place.reported, reported);
        field = inside;
        // The last value may be absent.
        value = body.pointer(&place.pointer).unwrap_or(&Value::Null);
    }
    Some(place)
}
