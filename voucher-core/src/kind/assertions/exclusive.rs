//! Assertions about mutually exclusive fields.

use super::{about, has_name};
use crate::mapping::PartMapping;
use crate::type_info::TypeInfo;
use voucher_definition::Field;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;

/// Fails the build if two fields of the struct are mutually exclusive and both always have a value.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_exclusive_pair(
    first: TypeInfo,
    second: TypeInfo,
    first_name: &str,
    second_name: &str,
) {
    if !first.is_optional() && !second.is_optional() {
        let message = Message::new().quoted(first_name).push(" and ");
        let message = message.quoted(second_name).push(BOTH_PRESENT);
        panic!("{}", message.as_str());
    }
}

const BOTH_PRESENT: &str = " are mutually exclusive, and both always have a value; \
     map one of them, or make both an `Option`";

/// Fails the build if the part `this` always sends a field, and a field that is mutually exclusive with it is always
/// sent by the struct's own `fields` or by one of the parts `before`. Also fails it if a part of another definition
/// cannot report whether it sends such a field.
///
/// # Panics
/// At compile time, if that is the case.
#[track_caller]
#[inline]
pub const fn assert_exclusive(
    pairs: &[(&Field, &Field)],
    fields: &[(&Field, TypeInfo)],
    before: &[(TypeInfo, &PartMapping)],
    this: (TypeInfo, &PartMapping),
) {
    let mut index = 0;
    while index < pairs.len() {
        let (first, second) = pairs[index];
        assert_pair(this, first, presence_in(fields, before, second), second);
        assert_pair(this, second, presence_in(fields, before, first), first);
        index += 1;
    }
}

/// What the compiler knows about the presence of a mapped field.
#[derive(Clone, Copy)]
pub(super) struct KnownPresence {
    is_always: bool,
    /// Whether the program can determine if there is a value.
    pub(super) is_known_at_run_time: bool,
}

/// Returns the presence of a field in the struct or one of the parts, if they map it.
const fn presence_in(
    fields: &[(&Field, TypeInfo)],
    parts: &[(TypeInfo, &PartMapping)],
    field: &Field,
) -> Option<KnownPresence> {
    let mut index = 0;
    while index < fields.len() {
        if field.is_namesake(fields[index].0) {
            return Some(KnownPresence {
                is_always: !fields[index].1.is_optional(),
                is_known_at_run_time: true,
            });
        }
        index += 1;
    }
    index = 0;
    while index < parts.len() {
        if let Some(presence) = presence_of(parts[index], field) {
            return Some(presence);
        }
        index += 1;
    }
    None
}

/// Returns the presence of a field in a part, if the part maps it.
pub(super) const fn presence_of(
    (type_info, part_mapping): (TypeInfo, &PartMapping),
    field: &Field,
) -> Option<KnownPresence> {
    let Some(mapped) = part_mapping.find(field) else {
        return None;
    };
    let mut is_known_at_run_time = mapped.is_always;
    let mut index = 0;
    while index < part_mapping.exclusive.len() {
        is_known_at_run_time |= has_name(part_mapping.exclusive[index], field.name);
        index += 1;
    }
    Some(KnownPresence {
        is_always: mapped.is_always && !type_info.is_optional(),
        is_known_at_run_time,
    })
}

#[track_caller]
const fn assert_pair(
    this: (TypeInfo, &PartMapping),
    field: &Field,
    other: Option<KnownPresence>,
    other_field: &Field,
) {
    let (Some(presence), Some(other)) = (presence_of(this, field), other) else {
        return;
    };
    let are_known = presence.is_known_at_run_time && other.is_known_at_run_time;
    let are_both_present = presence.is_always && other.is_always;
    if are_known && !are_both_present {
        return;
    }
    let message = about(field).push(" of the part and ");
    let message = message.quoted(other_field.name);
    assert!(!are_both_present, "{}", message.push(BOTH_PRESENT).as_str());
    let message = message.push(" are mutually exclusive, but not in the part's definition; ");
    let message = message.push("derive the part for this definition");
    panic!("{}", message.as_str());
}

/// Checks whether at most one of two fields may be sent.
pub(super) const fn are_exclusive(groups: &[&[&str]], first: &str, second: &str) -> bool {
    let mut index = 0;
    while index < groups.len() {
        let group = groups[index];
        if has_name(group, first) && has_name(group, second) && !is_same(first, second) {
            return true;
        }
        index += 1;
    }
    false
}
