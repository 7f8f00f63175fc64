//! Assertions about nested objects: whether a type that was derived for one object fits another.

use super::exclusive::are_exclusive;
use super::{about, assert_field, has_name};
use crate::mapping::{ObjectRules, PartField, PartMapping};
use crate::type_info::TypeInfo;
use voucher_definition::Field;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;

/// Fails the build if a type does not fit the field's object. A type that was derived for one object fits another if
/// its fields have the same rules there, and if every field that is required there is always present. If the field's object
/// is large, both objects must have the same fields and rules.
///
/// # Panics
/// At compile time, if it does not fit.
#[track_caller]
#[inline]
pub const fn assert_object(
    type_info: TypeInfo,
    field: &'static Field,
    event: &str,
    is_required: bool,
    rules: &ObjectRules,
) {
    assert_field(type_info, field, event, is_required);
    if let Some(message) = object_mismatch(type_info, field, rules) {
        panic!("{}", message.as_str());
    }
}

/// Returns why a type does not fit the field's object. For the result of a conversion, this is checked at run time.
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
    let Some(object_mapping) = object_mapping else {
        let message = found(field, rules).push("a part of an event; derive `RavelinFields` with ");
        return Some(with_object(message, rules.path));
    };
    // Digest 0: the derive has failed and reported why.
    if object_mapping.digest == rules.digest || object_mapping.digest == 0 {
        return None;
    }
    let message = found(field, rules).push("one for ");
    let message = message.quoted(object_mapping.object);
    if rules.is_large {
        let message = message.push(", which has other fields or rules");
        return Some(with_other_type(message, rules.path));
    }
    let mut index = 0;
    while index < part_mapping.fields.len() {
        let PartField { name, source, .. } = part_mapping.fields[index];
        let mismatch = mismatch_of(part_mapping, index, rules);
        index += 1;
        let Some(mismatch) = mismatch else {
            continue;
        };
        let message = message.push(", whose ").quoted(name);
        let message = message.push(" (").quoted(source).push(")");
        return Some(with_other_type(mismatch.describe(message), rules.path));
    }
    if let Some(name) = first_absent(part_mapping, rules.fields) {
        let message = message.push(", whose ").quoted(name);
        let message = message.push(" may be absent, although it is required");
        return Some(with_other_type(message, rules.path));
    }
    match unsatisfied_group(part_mapping, rules) {
        None => None,
        Some(names) => {
            let message = message.push(", which may have none of ").names(names);
            let message = message.push(", although exactly one is required");
            Some(with_other_type(message, rules.path))
        }
    }
}

/// Returns the start of a message about a type.
#[inline]
const fn found(field: &Field, rules: &ObjectRules) -> Message {
    let message = about(field).push(": expected a type for the object ");
    message.quoted(rules.path).push(", found ")
}

const IS_CLOSED: &str = " is an `extra`, and the expected object accepts no other members (`additionalProperties: false`)";

/// Why a field of a type that was derived for one object does not fit another object.
pub(super) enum FieldMismatch {
    /// The object has a field with this name and another kind or other rules.
    Rules,
    /// The object has no field with this name.
    Unknown,
    /// The field is an `extra`, and the object is closed.
    Closed,
    /// The field is an `extra`, and the object has a field with this name.
    Known,
    /// This other field of the type is mutually exclusive with it in the object, and not where the type was derived.
    Exclusive(&'static str),
}

impl FieldMismatch {
    /// Appends what is wrong with the field.
    #[inline]
    const fn describe(self, message: Message) -> Message {
        match self {
            Self::Rules => message.push(" has another kind or other rules"),
            Self::Unknown => message.push(" is not in the expected object"),
            Self::Closed => message.push(IS_CLOSED),
            Self::Known => {
                message.push(" is an `extra`, and the expected object has a field with that name")
            }
            Self::Exclusive(rival) => message
                .push(" and ")
                .quoted(rival)
                .push(" are mutually exclusive in the expected object"),
        }
    }
}

/// Returns why the mapped field at `index` does not fit an object.
pub(super) const fn mismatch_of(
    part_mapping: &PartMapping,
    index: usize,
    rules: &ObjectRules,
) -> Option<FieldMismatch> {
    let PartField { name, digest, .. } = part_mapping.fields[index];
    match (digest, rules.digest_of(name)) {
        (Field::DIGEST_OF_EXTRA, None) if rules.is_closed => Some(FieldMismatch::Closed),
        // A member of `custom` fits wherever `custom` itself does.
        (Field::DIGEST_IN_CUSTOM, _) | (Field::DIGEST_OF_EXTRA, None) => None,
        (Field::DIGEST_OF_EXTRA, Some(_)) => Some(FieldMismatch::Known),
        (_, None) => Some(FieldMismatch::Unknown),
        (digest, Some(other)) if digest != other => Some(FieldMismatch::Rules),
        _ => match unknown_rival(part_mapping, name, rules) {
            Some(rival) => Some(FieldMismatch::Exclusive(rival)),
            None => None,
        },
    }
}

/// Returns another field of the type that is mutually exclusive with this one by the rules, but not where the type was
/// derived. The type may send both.
const fn unknown_rival(
    part_mapping: &PartMapping,
    name: &str,
    rules: &ObjectRules,
) -> Option<&'static str> {
    let mut index = 0;
    while index < part_mapping.fields.len() {
        let PartField {
            name: rival,
            digest,
            ..
        } = part_mapping.fields[index];
        let is_rival = digest > Field::DIGEST_OF_EXTRA
            && are_exclusive(rules.exclusive, name, rival)
            && !are_exclusive(part_mapping.exclusive, name, rival);
        if is_rival {
            return Some(rival);
        }
        index += 1;
    }
    None
}

/// Returns the first required field that may be absent from the type.
const fn first_absent<'r>(
    part_mapping: &PartMapping,
    fields: &[(&'r str, bool, u64)],
) -> Option<&'r str> {
    let mut index = 0;
    while index < fields.len() {
        let (name, is_required, _) = fields[index];
        if is_required && !is_always(part_mapping, name) {
            return Some(name);
        }
        index += 1;
    }
    None
}

#[inline]
const fn is_always(part_mapping: &PartMapping, name: &str) -> bool {
    let mut index = 0;
    while index < part_mapping.fields.len() {
        if is_same(part_mapping.fields[index].name, name) {
            return part_mapping.fields[index].is_always;
        }
        index += 1;
    }
    false
}

/// Returns a group of an object of which a type that was derived for another object may send no field.
const fn unsatisfied_group(
    part_mapping: &PartMapping,
    rules: &ObjectRules,
) -> Option<&'static [&'static str]> {
    let mut index = 0;
    while index < rules.exactly_one.len() {
        let group = rules.exactly_one[index];
        if !always_sends_one(part_mapping, group) && !requires_one(part_mapping, group) {
            return Some(group);
        }
        index += 1;
    }
    None
}

/// Checks whether a type always sends a field of a group.
const fn always_sends_one(part_mapping: &PartMapping, group: &[&str]) -> bool {
    let mut index = 0;
    while index < part_mapping.fields.len() {
        let mapped = &part_mapping.fields[index];
        if mapped.is_always && has_name(group, mapped.name) {
            return true;
        }
        index += 1;
    }
    false
}

/// Checks whether a type checks that it sends one of some fields of a group.
const fn requires_one(part_mapping: &PartMapping, group: &[&str]) -> bool {
    let mut index = 0;
    while index < part_mapping.exactly_one.len() {
        if is_subset(part_mapping.exactly_one[index], group) {
            return true;
        }
        index += 1;
    }
    false
}

const fn is_subset(names: &[&str], of: &[&str]) -> bool {
    let mut index = 0;
    while index < names.len() {
        if !has_name(of, names[index]) {
            return false;
        }
        index += 1;
    }
    true
}

#[inline]
const fn with_object(message: Message, object: &str) -> Message {
    message.push("`object = \"").push(object).push("\"`")
}

#[inline]
const fn with_other_type(message: Message, object: &str) -> Message {
    with_object(message.push("; use a type that is derived with "), object)
}
