//! What messages about a type advise. The advice of a kind is for the type of a field. A type in an array or map is converted
//! together with everything around it.

use super::innermost;
use crate::type_info::TypeInfo;
use voucher_definition::message::Message;
use voucher_definition::{Field, Kind};

/// Pushes why a type does not fit a field, and what to do.
#[inline]
pub(super) const fn push_mismatch(message: Message, type_info: TypeInfo, field: &Field) -> Message {
    let mismatch = type_info.details.mismatch;
    let (content, is_array) = match field.kind {
        Kind::Array(array) => (array.element, true),
        Kind::Map(map) => (map.value, false),
        _ => return message.push(mismatch),
    };
    let Some(at) = position_of_key(mismatch) else {
        return message.push(mismatch);
    };
    let message = message.push(before(mismatch, start_of_advice(mismatch, at)));
    if matches!(content.kind, Kind::Array(_) | Kind::Map(_)) {
        return message.push("; convert the whole field: `#[ravelin(with = path)]` with a `fn(&T) -> U`, where the contents of `U` fit");
    }
    let name = type_info.details.rejected_type;
    let found = if name.is_empty() { "T" } else { name };
    let fitting = fitting_type(innermost(field).kind);
    let message = message.push("; convert the whole ");
    let message = if is_array {
        let message = message.push("list: `#[ravelin(with = path)]` with `fn path(list: &[");
        message.push(found).push("]) -> Vec<")
    } else {
        let message =
            message.push("map: `#[ravelin(with = path)]` with `fn path(map: &BTreeMap<K, ");
        message.push(found).push(">) -> BTreeMap<K, ")
    };
    if fitting.is_empty() {
        message.push("U>`, where `U` fits")
    } else {
        message.push(fitting).push(">`")
    }
}

/// Returns a type that fits a kind; empty if the definition or the user decides.
#[inline]
const fn fitting_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text
        | Kind::Identifier
        | Kind::Currency
        | Kind::Enum
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid => "String",
        Kind::Integer | Kind::Amount => "i64",
        Kind::Time => "Timestamp",
        Kind::Bool => "bool",
        Kind::Number => "f64",
        Kind::Custom
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => "",
    }
}

/// Returns a message about a field's type up to the first semicolon. What follows advises the keys of a field.
#[cfg(feature = "definition-file")]
#[inline]
pub(super) const fn without_advice(message: &'static str) -> &'static str {
    match find(message, b";", 0) {
        Some(end) => before(message, end),
        None => message,
    }
}

/// Returns a message up to a position between two characters. `str::split_at` is const only from Rust 1.86 on.
const fn before(message: &str, end: usize) -> &str {
    match core::str::from_utf8(message.as_bytes().split_at(end).0) {
        Ok(before) => before,
        Err(_) => message,
    }
}

/// Returns where a message has the first attribute.
const fn position_of_key(message: &str) -> Option<usize> {
    find(message, b"`#[ravelin(", 0)
}

/// Returns the start of the advice that contains this position.
const fn start_of_advice(message: &str, at: usize) -> usize {
    let (mut start, mut from) = (at, 0);
    loop {
        let (first, other) = (find(message, b"; ", from), find(message, b", or ", from));
        let next = match (first, other) {
            (Some(first), Some(other)) if first < other => first,
            (_, Some(other)) => other,
            (Some(first), None) => first,
            (None, None) => return start,
        };
        if next > at {
            return start;
        }
        (start, from) = (next, next + 1);
    }
}

/// Returns the first position of a string in another one, from a position on.
const fn find(text: &str, pattern: &[u8], from: usize) -> Option<usize> {
    let text = text.as_bytes();
    let mut at = from;
    while at + pattern.len() <= text.len() {
        let mut matching = 0;
        while matching < pattern.len() && text[at + matching] == pattern[matching] {
            matching += 1;
        }
        if matching == pattern.len() {
            return Some(at);
        }
        at += 1;
    }
    None
}
