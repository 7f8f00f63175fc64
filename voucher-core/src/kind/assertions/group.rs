//! Assertions about groups of fields of which exactly one is sent.

use super::about;
use super::exclusive::presence_of;
use super::part::source;
use crate::mapping::PartMapping;
use crate::type_info::TypeInfo;
use voucher_definition::Field;
use voucher_definition::message::Message;

/// Fails the build if neither the struct, which maps those in `mapped`, nor one of its parts maps a field of a group. Also fails it if
/// only a part of another definition does, which cannot report whether it sends the field.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_exactly_one(
    name: &str,
    group: &[&Field],
    mapped: &[&Field],
    parts: &[&PartMapping],
) {
    let mut is_mapped = false;
    let mut index = 0;
    while index < group.len() {
        is_mapped |= contains(mapped, group[index]) || source(parts, group[index]).is_some();
        index += 1;
    }
    if !is_mapped {
        let message = Message::new().quoted(name);
        let message = list(message.push(" requires exactly one of "), group);
        let message = message.push(", and neither the struct nor its parts map any of them; ");
        panic!("{}", message.push("add one to one of these").as_str());
    }
    index = 0;
    while index < group.len() {
        assert_known(group, index, mapped, parts);
        index += 1;
    }
}

/// Fails the build if a field of a group is in a part that cannot report whether it sends the field, and no other field of
/// the group is mapped. If another one is, the assertion about mutually exclusive fields fails.
#[track_caller]
const fn assert_known(group: &[&Field], index: usize, mapped: &[&Field], parts: &[&PartMapping]) {
    let field = group[index];
    let mut other = 0;
    while other < group.len() {
        let is_mapped = contains(mapped, group[other]) || source(parts, group[other]).is_some();
        if other != index && is_mapped {
            return;
        }
        other += 1;
    }
    let mut part = 0;
    while part < parts.len() {
        let presence = presence_of((TypeInfo::ACCEPTED, parts[part]), field);
        if let Some(presence) = presence {
            if !presence.is_known_at_run_time {
                let message = list(about(field).push(" of the part is the only one of "), group);
                let message = message.push(", of which exactly one is required, ");
                let message = message.push("but not in the part's definition; ");
                let message = message.push("derive the part for this definition");
                panic!("{}", message.as_str());
            }
        }
        part += 1;
    }
}

/// Returns whether a list contains a field with the same name in the same object.
const fn contains(fields: &[&Field], field: &Field) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if field.is_namesake(fields[index]) {
            return true;
        }
        index += 1;
    }
    false
}

/// Appends the names of fields.
const fn list(mut message: Message, fields: &[&Field]) -> Message {
    let mut index = 0;
    while index < fields.len() {
        if index > 0 {
            message = message.push(", ");
        }
        message = message.quoted(fields[index].name);
        index += 1;
    }
    message
}
