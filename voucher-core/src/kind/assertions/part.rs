//! Assertions about parts: whether a part fits the event, and whether every required field is mapped.

use super::has_name;
use super::object::{FieldMismatch, mismatch_of};
use crate::mapping::{ObjectMapping, ObjectRules, PartField, PartMapping};
use crate::type_info::TypeInfo;
use voucher_definition::Definition;
#[cfg(feature = "definition-file")]
use voucher_definition::Field;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;

/// Fails the build if a part does not fit an event:
///
/// - it was derived for a nested object;
/// - one of its fields is mapped already, by the struct itself or by one of the parts `before`. What the struct maps is a list
///   of names, each with whether it is a member of the free object `custom`;
/// - one of its fields is not in the event's definition, or has other rules there;
/// - the part may be absent, and one of its fields is required and not waived with `optional`.
///
/// # Panics
/// At compile time, if it does not fit.
#[track_caller]
#[inline]
pub const fn assert_part(
    type_info: TypeInfo,
    part_mapping: &PartMapping,
    definition: &Definition,
    rules: &ObjectRules,
    own: &[(&str, bool)],
    before: &[&PartMapping],
    waived: &[&str],
) {
    let mismatch = type_info.details.mismatch;
    assert!(mismatch.is_empty(), "{}", mismatch);
    assert!(
        type_info.options <= 1,
        "expected one `Option`, found an `Option` in an `Option`; remove one"
    );
    if let Some((_, Some(object_mapping), _)) = type_info.details.object {
        assert_no_object(object_mapping);
    }
    let is_of_other = !is_for(part_mapping, definition);
    let mut index = 0;
    while index < part_mapping.fields.len() {
        let mapped = part_mapping.fields[index];
        let is_in_custom = part_mapping.is_in_custom(mapped);
        if has_member(own, mapped.name, is_in_custom) {
            let message = about_mapped(mapped).push(" is also mapped by the struct; remove one");
            panic!("{}", message.as_str());
        }
        if let Some(other) = source_of(before, mapped.name, is_in_custom) {
            let message = about_mapped(mapped).push(" is also mapped by another part (");
            let message = message.quoted(other.source).push("); remove one");
            panic!("{}", message.as_str());
        }
        if is_of_other {
            assert_namesake(part_mapping, index, definition, rules);
        }
        if type_info.is_optional() {
            assert_not_required(mapped, definition, waived);
        }
        index += 1;
    }
}

/// Returns whether a part was derived for this definition.
#[inline]
const fn is_for(part_mapping: &PartMapping, definition: &Definition) -> bool {
    let of_part = part_mapping.mapping.definition;
    of_part.fingerprint == definition.fingerprint && is_same(of_part.name, definition.name)
}

/// Returns whether a list has a name of a member of the entity, or of the free object `custom`.
#[inline]
const fn has_member(members: &[(&str, bool)], name: &str, is_in_custom: bool) -> bool {
    let mut index = 0;
    while index < members.len() {
        let (member, is_member_in_custom) = members[index];
        if is_member_in_custom == is_in_custom && is_same(member, name) {
            return true;
        }
        index += 1;
    }
    false
}

/// Returns the start of a message about a field of a part. A message takes the compiler long to build, so it is built only for
/// a build that fails.
const fn about_mapped(PartField { name, source, .. }: PartField) -> Message {
    let message = Message::new().push("field ").quoted(name);
    message.push(" of the part (").quoted(source).push(")")
}

/// Fails the build if the event requires a field of a part that may be absent.
#[track_caller]
#[inline]
const fn assert_not_required(mapped: PartField, definition: &Definition, waived: &[&str]) {
    let Some(target) = definition.entity_field(mapped.name) else {
        return;
    };
    if target.is_required() && !has_name(waived, target.rust_name) {
        let message = about_mapped(mapped).push(" is required by ");
        let message = message.quoted(definition.name);
        let message = message.push(", and an `Option` of the part may be `None`; ");
        panic!("{}", message.push("use the part itself").as_str());
    }
}

/// Fails the build if a flattened struct was derived for a nested object: it contains the JSON Pointers of that object,
/// so it cannot write the entity's fields.
#[track_caller]
#[inline]
const fn assert_no_object(object_mapping: &ObjectMapping) {
    // Empty: the derive has failed and reported why.
    if !object_mapping.object.is_empty() {
        let message =
            Message::new().push("expected a part of an event, found a struct for the object ");
        let message = message.quoted(object_mapping.object);
        let message = message.push("; remove `flatten`, or remove `object` at its derive");
        panic!("{}", message.as_str());
    }
}

/// Fails the build if a field of a part of another definition has another kind or other rules here.
#[track_caller]
#[inline]
const fn assert_namesake(
    part_mapping: &PartMapping,
    index: usize,
    into: &Definition,
    rules: &ObjectRules,
) {
    let from = part_mapping.mapping.definition;
    let Some(mismatch) = mismatch_of(part_mapping, index, rules) else {
        return;
    };
    let message = about_mapped(part_mapping.fields[index]);
    let message = match mismatch {
        FieldMismatch::Unknown => {
            let message = message.push(" is not in ").quoted(into.name);
            message.push("; flatten a part without it")
        }
        FieldMismatch::Closed => {
            let message = message.push(" is an `extra`, and ").quoted(into.name);
            let message = message.push(" accepts no other members (`additionalProperties: false`)");
            message.push("; flatten a part without it")
        }
        FieldMismatch::Known => {
            let message = message.push(" is an `extra`, and ").quoted(into.name);
            let message = message.push(" has a field with that name; flatten a part of ");
            message.quoted(into.name)
        }
        FieldMismatch::Exclusive(rival) => {
            let message = message.push(" and ").quoted(rival);
            let message = message
                .push(" are mutually exclusive in ")
                .quoted(into.name);
            message.push("; flatten a part of ").quoted(into.name)
        }
        FieldMismatch::Rules => {
            let message = message.push(" differs between ").quoted(from.name);
            let message = message.push(" and ").quoted(into.name).push(": ");
            let message = difference(from, part_mapping.fields[index].name, into, message);
            let message = message.push("; flatten a part of ").quoted(into.name);
            message.push(", or map the field in the struct")
        }
    };
    panic!("{}", message.as_str());
}

/// Appends what differs between two fields with one name: their listed values, or anything else.
const fn difference(from: &Definition, name: &str, into: &Definition, message: Message) -> Message {
    match (from.entity_field(name), into.entity_field(name)) {
        (Some(field), Some(target)) if !target.values.is_empty() && !field.values.is_empty() => {
            let message = message.names(field.values).push(" in the part, and ");
            message.names(target.values).push(" here")
        }
        _ => message.push("another kind or other rules"),
    }
}

/// Fails the build if none of the parts maps a required field that the struct itself does not map. Each is a name in the API,
/// and a name in Rust.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_complete(event: &str, required: &[(&str, &str)], parts: &[&PartMapping]) {
    let (mut missing, mut count) = (Message::new(), 0);
    let mut index = 0;
    while index < required.len() {
        let (name, rust_name) = required[index];
        index += 1;
        if !is_in_part(parts, name, event) {
            if count > 0 {
                missing = missing.push(", ");
            }
            missing = missing.quoted(rust_name);
            count += 1;
        }
    }
    if count > 0 {
        let message = Message::new().quoted(event).push(" requires ");
        let message = message.push(missing.as_str());
        let message = message.push(", which neither the struct nor its parts map; add ");
        let message = message.push(if count == 1 { "it" } else { "them" });
        panic!("{}", message.push(" to one of these").as_str());
    }
}

/// Checks whether a part maps a required field. Fails the build if the field may be absent there.
#[track_caller]
#[inline]
const fn is_in_part(parts: &[&PartMapping], name: &str, event: &str) -> bool {
    match source_of(parts, name, false) {
        Some(mapped) if mapped.is_always => true,
        Some(mapped) => {
            let message = Message::new().push("field ").quoted(name);
            let message = message.push(" is required by ").quoted(event);
            let message = message.push(", and ").quoted(mapped.source);
            let message = message.push(" of the part may be `None`; use the value itself there");
            panic!("{}", message.as_str());
        }
        None => false,
    }
}

/// Returns how the first part that maps a field does so.
#[cfg(feature = "definition-file")]
#[inline]
pub(super) const fn source(parts: &[&PartMapping], field: &Field) -> Option<PartField> {
    source_of(parts, field.name, field.is_in_custom())
}

/// Returns how the first part that maps a member of the entity, or of `custom`, does so.
const fn source_of(parts: &[&PartMapping], name: &str, is_in_custom: bool) -> Option<PartField> {
    let mut index = 0;
    while index < parts.len() {
        if let Some(mapped) = parts[index].find_member(name, is_in_custom) {
            return Some(mapped);
        }
        index += 1;
    }
    None
}
