//! Assertions on mutually exclusive fields.

use super::{about, has_name};
use crate::mapping::PartMapping;
use crate::type_info::TypeInfo;
use voucher_definition::Field;
use voucher_definition::const_str::is_same;
use voucher_definition::message::Message;

/// Fails the build where two fields exclude each other and both always have a value.
///
/// # Panics
/// At compile time, where that is so.
#[track_caller]
#[inline]
pub const fn assert_exclusive_pair(
    first: TypeInfo,
    other: TypeInfo,
    first_name: &str,
    other_name: &str,
) {
    if !first.optional && !other.optional {
        let text = Message::new()
            .quoted(first_name)
            .push(" and ")
            .quoted(other_name);
        let text = text.push(" exclude each other, and both always have a value; ");
        panic!(
            "{}",
            text.push("map one of them, or make both an `Option`")
                .as_str()
        );
    }
}

/// Fails the build if a part always sends a field that excludes one which the struct (`own`) or a part `before` always
/// sends, or if a part of another definition cannot say whether it sends such a field.
///
/// # Panics
/// At compile time, if that is so.
#[track_caller]
#[inline]
pub const fn assert_exclusive(
    pairs: &[(&Field, &Field)],
    own: &[(&Field, TypeInfo)],
    before: &[(TypeInfo, &PartMapping)],
    this: (TypeInfo, &PartMapping),
) {
    let mut at = 0;
    while at < pairs.len() {
        let (one, other) = pairs[at];
        assert_pair(this, one, presence_in(own, before, other), other);
        assert_pair(this, other, presence_in(own, before, one), one);
        at += 1;
    }
}

/// What the compiler knows about a field that is mapped.
#[derive(Clone, Copy)]
struct Presence {
    is_always: bool,
    /// Whether the running program can tell if there is a value.
    is_tellable: bool,
}

/// Returns how the struct or one of the parts maps a field, if it does.
const fn presence_in(
    own: &[(&Field, TypeInfo)],
    parts: &[(TypeInfo, &PartMapping)],
    field: &Field,
) -> Option<Presence> {
    let mut at = 0;
    while at < own.len() {
        if field.is_namesake(own[at].0) {
            return Some(Presence {
                is_always: !own[at].1.optional,
                is_tellable: true,
            });
        }
        at += 1;
    }
    at = 0;
    while at < parts.len() {
        if let Some(presence) = presence_of(parts[at], field) {
            return Some(presence);
        }
        at += 1;
    }
    None
}

const fn presence_of(
    (type_info, part_mapping): (TypeInfo, &PartMapping),
    field: &Field,
) -> Option<Presence> {
    let Some(mapped) = part_mapping.find(field) else {
        return None;
    };
    let mut is_tellable = mapped.is_always;
    let mut at = 0;
    while at < part_mapping.exclusive.len() {
        is_tellable |= has_name(part_mapping.exclusive[at], field.name);
        at += 1;
    }
    Some(Presence {
        is_always: mapped.is_always && !type_info.optional,
        is_tellable,
    })
}

#[track_caller]
const fn assert_pair(
    this: (TypeInfo, &PartMapping),
    field: &Field,
    other: Option<Presence>,
    other_field: &Field,
) {
    let (Some(presence), Some(other)) = (presence_of(this, field), other) else {
        return;
    };
    let text = about(field).push(" of the part and ");
    let text = text
        .quoted(other_field.name)
        .push(" are mutually exclusive");
    if presence.is_always && other.is_always {
        let text = text.push(", and both always have a value; ");
        let text = text.push("map one of them, or make both an `Option`");
        panic!("{}", text.as_str());
    }
    if !presence.is_tellable || !other.is_tellable {
        let text = text.push(", which is not so where a part was derived; ");
        let text = text.push("derive the part for this definition");
        panic!("{}", text.as_str());
    }
}

/// Checks whether at most one of two fields may be sent.
pub(super) const fn are_exclusive(groups: &[&[&str]], one: &str, other: &str) -> bool {
    let mut at = 0;
    while at < groups.len() {
        if is_group_of(groups[at], one, other) {
            return true;
        }
        at += 1;
    }
    false
}

/// Checks whether a group of names has both of these.
const fn is_group_of(group: &[&str], one: &str, other: &str) -> bool {
    has_name(group, one) && has_name(group, other) && !is_same(one, other)
}
