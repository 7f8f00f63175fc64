//! Members that are not in the definition.

use super::{Location, select};
use crate::model::{Contents, Definition, Field, MAX_LEVELS, Object, Violation, ViolationKind};
use crate::suggest::{distance, nearest};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Map, Value};

impl Definition {
    /// Returns the members that are not in the definition, with the field that was probably meant. Free objects such as
    /// `custom` have no unknown members.
    #[must_use]
    pub fn unknown(&self, body: &Value) -> Vec<Violation> {
        let mut unknown = Vec::new();
        if let Some(field) = self.body {
            find_unknown_in(field, body, &Location::Body, &mut unknown);
        }
        unknown
    }
}

/// After so many violations, no suggestion is looked for, because that takes longer than everything else.
const MAX_SUGGESTIONS: usize = 100;

/// Reports an unknown member. In a sensitive object the name itself may be sensitive, so the member is reported at the object.
pub(super) fn push_unknown(
    object: &Object,
    members: &Map<String, Value>,
    name: &str,
    is_sensitive: bool,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    let nearest = if violations.len() < MAX_SUGGESTIONS {
        find_suggestion(object, members, name)
    } else {
        None
    };
    let violation_kind = ViolationKind::Unknown { nearest };
    if is_sensitive {
        location.push(&violation_kind, true, violations);
    } else {
        Location::Member(location, name).push(&violation_kind, false, violations);
    }
}

/// Returns the field that was probably meant by an unknown name: an absent field, or a present one that is spelled
/// differently, as `voucher_code` beside `voucherCode`.
fn find_suggestion(
    object: &Object,
    members: &Map<String, Value>,
    name: &str,
) -> Option<&'static str> {
    let names = object.fields.iter().map(|field| field.name);
    let (present, absent): (Vec<_>, Vec<_>) = names.partition(|name| members.contains_key(*name));
    let mut present = present.into_iter();
    let spelled_otherwise = present.find(|present| distance(name, present) == Some(0));
    spelled_otherwise.or_else(|| nearest(name, &absent))
}

fn find_unknown(
    object: &Object,
    members: &Map<String, Value>,
    is_sensitive: bool,
    location: &Location<'_>,
    unknown: &mut Vec<Violation>,
) {
    let fields: BTreeMap<_, _> = object
        .fields
        .iter()
        .map(|field| (field.name, *field))
        .collect();
    let mut is_reported = false;
    for (name, value) in members {
        if let Some(field) = fields.get(&**name) {
            find_unknown_in(field, value, &Location::Member(location, name), unknown);
        } else if !(is_sensitive && is_reported) {
            push_unknown(object, members, name, is_sensitive, location, unknown);
            is_reported = true;
        }
    }
}

fn find_unknown_in(
    field: &Field,
    value: &Value,
    location: &Location<'_>,
    unknown: &mut Vec<Violation>,
) {
    match (field.kind.contents(), value) {
        (Contents::Fields(object), Value::Object(members)) => {
            let location = &Location::Inside(location, field);
            find_unknown(object, members, field.sensitive, location, unknown);
        }
        (Contents::Elements(array), Value::Array(elements)) => {
            for (index, element) in elements.iter().enumerate() {
                let location = Location::Element(location, index);
                find_unknown_in(array.element, element, &location, unknown);
            }
        }
        (Contents::Values(map), Value::Object(members)) => {
            for (index, (key, value)) in members.iter().enumerate() {
                let location = if field.sensitive || map.key.sensitive {
                    Location::Element(location, index)
                } else {
                    Location::Member(location, key)
                };
                find_unknown_in(map.value, value, &location, unknown);
            }
        }
        (Contents::Alternatives(one_of), _) => {
            let location = &Location::Inside(location, field);
            if let Some(alternative) = select(one_of, value, location) {
                find_unknown_in(alternative, value, location, unknown);
            }
        }
        (Contents::Ancestor(distance), _) if location.levels() < MAX_LEVELS => {
            if let Some((field, around)) = location.ancestor(distance) {
                let location = Location::Again(location, around);
                find_unknown_in(field, value, &location, unknown);
            }
        }
        (
            Contents::None
            | Contents::Fields(_)
            | Contents::Elements(_)
            | Contents::Values(_)
            | Contents::Ancestor(_),
            _,
        ) => {}
    }
}
