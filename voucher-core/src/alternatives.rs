//! Finds the alternatives of a field.

use voucher_definition::{Field, JsonType, Kind, Selector};

/// Returns the alternative of a field that has a JSON type, where an integer is a number. Several alternatives that are
/// objects differ only in their members, which the type of the value maps. So there, the field itself has all that is
/// needed.
pub(crate) const fn of_type(field: &'static Field, json_type: JsonType) -> &'static Field {
    let Kind::OneOf(one_of) = field.kind else {
        return field;
    };
    let is_object = matches!(json_type, JsonType::Object);
    if is_object && !matches!(one_of.selector, Selector::Type) {
        return field;
    }
    let mut index = 0;
    while index < one_of.alternatives.len() {
        let value = one_of.alternatives[index].value;
        match value.kind.json_type() {
            Some(found) if is_same_type(found, json_type) => return value,
            _ => index += 1,
        }
    }
    field
}

const fn is_same_type(one: JsonType, other: JsonType) -> bool {
    match one {
        JsonType::String => matches!(other, JsonType::String),
        JsonType::Integer | JsonType::Number => {
            matches!(other, JsonType::Integer | JsonType::Number)
        }
        JsonType::Bool => matches!(other, JsonType::Bool),
        JsonType::Object => matches!(other, JsonType::Object),
        JsonType::Array => matches!(other, JsonType::Array),
    }
}

/// Returns the alternative of a field at a position.
#[cfg(feature = "definition-file")]
#[must_use]
pub fn alternative(field: &'static Field, index: usize) -> &'static Field {
    let found = match field.kind {
        Kind::OneOf(one_of) => one_of.alternatives.get(index),
        _ => None,
    };
    found.map_or(field, |alternative| alternative.value)
}

/// Returns whether a value fits at most one alternative of a field, whatever a type maps of them.
#[cfg(all(feature = "definition-file", feature = "serde"))]
#[inline]
pub(crate) fn is_exclusive(field: &Field) -> bool {
    match field.kind {
        Kind::OneOf(one_of) => !one_of.selector.tries_each(),
        _ => false,
    }
}
