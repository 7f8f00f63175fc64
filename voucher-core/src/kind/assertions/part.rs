//! Assertions on parts: does a part fit the event, and is every required field mapped?

use super::object::{TypeMismatch, mismatch_of};
use super::{about, has_name, maps};
use crate::mapping::{MappedField, ObjectMapping, ObjectRules, PartMapping};
use crate::type_info::TypeInfo;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;
use voucher_definition::{Definition, Field, Kind};

/// Fails the build where a part does not fit into an event: it maps an object instead, what it maps is mapped already (by
/// `own` rows, or by one of the parts `before`), is not in the event's definition or has other rules there, or is required and may be absent with
/// the whole part.
///
/// # Panics
/// At compile time, where it does not fit.
#[track_caller]
#[inline]
pub const fn assert_part(
    type_info: TypeInfo,
    part_mapping: &PartMapping,
    definition: &Definition,
    rules: &ObjectRules,
    own: &[&Field],
    before: &[&PartMapping],
    waived: &[&str],
) {
    assert!(
        type_info.details.mismatch.is_empty(),
        "{}",
        type_info.details.mismatch
    );
    if let Some((_, Some(object_mapping), _)) = type_info.details.object {
        assert_no_object(object_mapping);
    }
    let mut at = 0;
    while at < part_mapping.mapping.names.len() {
        let (row, name) = part_mapping.mapping.names[at];
        let text = Message::new()
            .push("field ")
            .quoted(row.name)
            .push(" of the part (")
            .quoted(name)
            .push(")");
        if maps(own, row) {
            let text = text.push(" is mapped by the struct as well; keep one");
            panic!("{}", text.as_str());
        }
        let mut earlier = 0;
        while earlier < before.len() {
            if let Some(other) = before[earlier].find(row) {
                let text = text.push(" is mapped by another part as well (");
                let text = text.quoted(other.name).push("); keep one");
                panic!("{}", text.as_str());
            }
            earlier += 1;
        }
        assert_namesake(part_mapping, at, definition, rules, text);
        let target = definition.entity_field(row.name);
        if let (true, Some(target)) = (type_info.optional, target) {
            if target.is_required() && !has_name(waived, target.rust_name) {
                let text = text.push(" is required by ").quoted(definition.name);
                let text = text.push(", and an `Option` of the part may be `None`; ");
                panic!("{}", text.push("take the part itself").as_str());
            }
        }
        at += 1;
    }
}

/// A struct for an object has the JSON Pointers of that object, so it cannot write the entity's fields.
#[track_caller]
#[inline]
const fn assert_no_object(object_mapping: &ObjectMapping) {
    // A derive that failed reports its own mistakes.
    if !object_mapping.object.is_empty() {
        let text =
            Message::new().push("expected a part of an event, found a struct for the object ");
        let text = text.quoted(object_mapping.object);
        let text = text.push("; remove `flatten`, or remove `object` at its derive");
        panic!("{}", text.as_str());
    }
}

/// A row of another definition is accepted where its namesake has the same kind and rules.
#[track_caller]
#[inline]
const fn assert_namesake(
    part_mapping: &PartMapping,
    at: usize,
    into: &Definition,
    rules: &ObjectRules,
    text: Message,
) {
    let from = part_mapping.mapping.definition;
    if is_same(from.name, into.name) && is_same(from.module, into.module) {
        return;
    }
    let Some(type_mismatch) = mismatch_of(part_mapping, at, rules) else {
        return;
    };
    let text = match type_mismatch {
        TypeMismatch::Unknown => {
            let text = text.push(" is not in ").quoted(into.name);
            text.push("; flatten a part without it")
        }
        TypeMismatch::Closed => {
            let text = text.push(" is an `extra`, and ").quoted(into.name);
            let text = text.push(" accepts no other member (`additionalProperties: false`)");
            text.push("; flatten a part without it")
        }
        TypeMismatch::Known => {
            let text = text.push(" is an `extra`, and ").quoted(into.name);
            let text = text.push(" has a field of that name; flatten a part of ");
            text.quoted(into.name)
        }
        TypeMismatch::Exclusive(other) => {
            let text = text.push(" and ").quoted(other);
            let text = text.push(" are mutually exclusive in ").quoted(into.name);
            text.push("; flatten a part of ").quoted(into.name)
        }
        TypeMismatch::Other => {
            let text = text.push(" is another in ").quoted(into.name);
            let text = text.push(" than in ").quoted(from.name).push(": ");
            let text = differing(part_mapping.mapping.names[at].0, into, text);
            let text = text.push("; flatten a part of ").quoted(into.name);
            text.push(", or map the field in the struct")
        }
    };
    panic!("{}", text.as_str());
}

/// What differs between two fields of one name: their listed values, or anything else.
const fn differing(row: &Field, into: &Definition, text: Message) -> Message {
    match into.entity_field(row.name) {
        Some(other) if !other.values.is_empty() && !row.values.is_empty() => text
            .names(row.values)
            .push(" there and ")
            .names(other.values)
            .push(" here"),
        _ => text.push("kind or rules differ"),
    }
}

/// Fails the build where a required field has no source: neither one of the `own` rows nor a part.
///
/// # Panics
/// At compile time, where one has none.
#[track_caller]
#[inline]
pub const fn assert_complete(
    definition: &Definition,
    own: &[&Field],
    parts: &[&PartMapping],
    waived: &[&str],
) {
    let (mut missing, mut count) = (Message::new(), 0);
    let mut objects = [definition.body.fields, &[]];
    if let Some((_, entity)) = definition.entity() {
        objects[1] = entity.fields;
    }
    let mut object = 0;
    while object < objects.len() {
        let mut at = 0;
        while at < objects[object].len() {
            let row = objects[object][at];
            at += 1;
            if !row.is_required()
                || matches!(row.kind, Kind::Object(_))
                || maps(own, row)
                || has_name(waived, row.rust_name)
            {
                continue;
            }
            match source(parts, row) {
                Some(mapped) if mapped.is_always => {}
                Some(mapped) => {
                    let text = about(row).push(" is required by ").quoted(definition.name);
                    let text = text.push(", and ").quoted(mapped.name);
                    let text = text.push(" of the part may be `None`; take the value itself there");
                    panic!("{}", text.as_str());
                }
                None => {
                    missing = if count > 0 {
                        missing.push(", ")
                    } else {
                        missing
                    };
                    missing = missing.quoted(row.rust_name);
                    count += 1;
                }
            }
        }
        object += 1;
    }
    if count > 0 {
        let text = Message::new().quoted(definition.name).push(" requires ");
        let text = text
            .push(missing.as_str())
            .push(", which neither the struct nor its parts map; add ");
        let text = text.push(if count == 1 { "it" } else { "them" });
        panic!("{}", text.push(" to one of these").as_str());
    }
}

/// The first part's mapping of a row.
#[inline]
const fn source(parts: &[&PartMapping], row: &Field) -> Option<MappedField> {
    let mut at = 0;
    while at < parts.len() {
        if let Some(mapped) = parts[at].find(row) {
            return Some(mapped);
        }
        at += 1;
    }
    None
}
