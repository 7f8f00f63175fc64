//! Assertions on nested objects: does a type that was derived for one object fit another?

use super::exclusive::are_exclusive;
use super::{about, assert_field};
use crate::mapping::{ObjectRules, PartMapping};
use crate::type_info::TypeInfo;
use voucher_definition::Field;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;

/// Fails the build where a type does not map the object that the field is. A type was made for one object, and fits another
/// if its fields have the same rules there, and if what is required there is always present.
///
/// # Panics
/// At compile time, where it does not.
#[track_caller]
#[inline]
pub const fn assert_object(
    type_info: TypeInfo,
    field: &Field,
    event: &str,
    is_present: bool,
    rules: &ObjectRules,
) {
    assert_field(type_info, field, event, is_present);
    if let Some(text) = object_mismatch(type_info, field, rules) {
        panic!("{}", text.as_str());
    }
}

/// Why a type does not map the object that the field is, in words; what a conversion gives is asked when it is there.
#[must_use]
#[inline]
pub const fn object_mismatch(
    type_info: TypeInfo,
    field: &Field,
    rules: &ObjectRules,
) -> Option<Message> {
    let Some((part_mapping, object_mapping, _)) = type_info.details.object else {
        return None;
    };
    let text = about(field).push(" is the object ").quoted(rules.path);
    let Some(object_mapping) = object_mapping else {
        let text = text.push(", and its type maps part of an entity; derive `RavelinFields` with ");
        return Some(with_object(text, rules.path));
    };
    // What is wrong with a type whose digest is 0 is said at its derive.
    if object_mapping.digest == rules.digest || object_mapping.digest == 0 {
        return None;
    }
    let text = text
        .push(", and its type maps ")
        .quoted(object_mapping.object);
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        let (row, name) = part_mapping.mapping.names[at];
        let other = mismatch_of(part_mapping, at, rules);
        let text = text.push(", whose ").quoted(row.name);
        let text = text.push(" (").quoted(name).push(")");
        at += 1;
        let text = match other {
            None => continue,
            Some(TypeMismatch::Other) => text.push(" has another kind or other rules there"),
            Some(TypeMismatch::Unknown) => text.push(" is not in this one"),
            Some(TypeMismatch::Closed) => text.push(IS_CLOSED),
            Some(TypeMismatch::Known) => {
                text.push(" is an `extra`, and this object has a field of that name")
            }
            Some(TypeMismatch::Exclusive(other)) => text
                .push(" and ")
                .quoted(other)
                .push(" are mutually exclusive here"),
        };
        let text = text.push("; use a type that is derived with ");
        return Some(with_object(text, rules.path));
    }
    match absent(part_mapping, rules.fields) {
        None => None,
        Some(name) => {
            let text = text.push(", where ").quoted(name);
            let text = text
                .push(" may be absent, and here it is required; use a type that is derived with ");
            Some(with_object(text, rules.path))
        }
    }
}

const IS_CLOSED: &str =
    " is an `extra`, and this object accepts no other member (`additionalProperties: false`)";

/// Why a field of a type that was derived for one object does not fit another one.
pub(super) enum TypeMismatch {
    /// The object has a field of this name with another kind or other rules.
    Other,
    /// The object does not have a field of this name.
    Unknown,
    /// An `extra`, and the object is closed.
    Closed,
    /// An `extra`, and the object has a field of this name.
    Known,
    /// The object has another field that excludes it, and the type does not know that.
    Exclusive(&'static str),
}

pub(super) const fn mismatch_of(
    part_mapping: &PartMapping,
    at: usize,
    rules: &ObjectRules,
) -> Option<TypeMismatch> {
    let (row, _) = part_mapping.mapping.names[at];
    match (part_mapping.digest(at), rules.digest_of(row.name)) {
        (Field::DIGEST_OF_EXTRA, None) if rules.is_closed => Some(TypeMismatch::Closed),
        // A member of `custom` fits wherever `custom` itself does.
        (Field::DIGEST_IN_CUSTOM, _) | (Field::DIGEST_OF_EXTRA, None) => None,
        (Field::DIGEST_OF_EXTRA, Some(_)) => Some(TypeMismatch::Known),
        (_, None) => Some(TypeMismatch::Unknown),
        (digest, Some(other)) if digest != other => Some(TypeMismatch::Other),
        _ => match unknown_rival(part_mapping, row.name, rules) {
            Some(rival) => Some(TypeMismatch::Exclusive(rival)),
            None => None,
        },
    }
}

/// Returns a field that a type maps as well, that excludes this one by these rules, and does not where the type was
/// derived: the type would send both.
const fn unknown_rival(
    part_mapping: &PartMapping,
    name: &str,
    rules: &ObjectRules,
) -> Option<&'static str> {
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        let (rival, _) = part_mapping.mapping.names[at];
        let is_rival = part_mapping.digest(at) > Field::DIGEST_OF_EXTRA
            && are_exclusive(rules.exclusive, name, rival.name)
            && !are_exclusive(part_mapping.exclusive, name, rival.name);
        if is_rival {
            return Some(rival.name);
        }
        at += 1;
    }
    None
}

/// The first field that is required and that a type does not always have.
const fn absent<'r>(part_mapping: &PartMapping, rows: &[(&'r str, bool, u64)]) -> Option<&'r str> {
    let mut at = 0;
    while at < rows.len() {
        let (name, is_required, _) = rows[at];
        if is_required && !is_always(part_mapping, name) {
            return Some(name);
        }
        at += 1;
    }
    None
}

#[inline]
const fn is_always(part_mapping: &PartMapping, name: &str) -> bool {
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        if is_same(part_mapping.mapping.names[at].0.name, name) {
            return part_mapping.always[at];
        }
        at += 1;
    }
    false
}

#[inline]
const fn with_object(text: Message, object: &str) -> Message {
    text.push("`object = \"").push(object).push("\"`")
}
