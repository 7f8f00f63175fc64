//! Objects with defined fields.

use super::unknown::push_unknown;
use super::{Location, check_field};
use crate::model::{Field, Object, Violation, ViolationKind};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Map, Value};

/// Checks an object.
pub(super) fn check_object(
    object: &Object,
    members: &Map<String, Value>,
    is_sensitive: bool,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    let Object {
        fields,
        exclusive,
        exactly_one,
        is_closed,
    } = *object;
    let grouped: BTreeSet<_> = exclusive.iter().copied().flatten().copied().collect();
    let mut known = 0;
    for (at, field) in fields.iter().enumerate() {
        let location = Location::Member(location, field.name);
        let Some(value) = members.get(field.name) else {
            if field.is_required() {
                location.push(&ViolationKind::Missing, field.sensitive, violations);
            }
            continue;
        };
        known += 1;
        check_field(field, value, &location, violations);
        if grouped.contains(field.name) {
            let before = fields.iter().take(at);
            check_exclusive(
                object,
                before.copied(),
                field,
                members,
                &location,
                violations,
            );
        }
    }
    for names in exactly_one {
        if !names.iter().any(|name| members.contains_key(*name)) {
            location.push(&ViolationKind::NoneOf { names }, is_sensitive, violations);
        }
    }
    if is_closed && known < members.len() {
        check_closed(object, members, is_sensitive, location, violations);
    }
}

/// Reports the fields before another one that are present and exclude it.
fn check_exclusive(
    object: &Object,
    before: impl Iterator<Item = &'static Field>,
    field: &Field,
    members: &Map<String, Value>,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    for other in before.filter(|other| object.excludes(other.name, field.name)) {
        if members.contains_key(other.name) {
            let violation_kind = ViolationKind::Exclusive { other: other.name };
            location.push(&violation_kind, field.sensitive, violations);
        }
    }
}

/// Reports the unknown members of a closed object. In a sensitive object the names themselves may be sensitive, so only the
/// first one is reported, at the object.
fn check_closed(
    object: &Object,
    members: &Map<String, Value>,
    is_sensitive: bool,
    location: &Location<'_>,
    violations: &mut Vec<Violation>,
) {
    let known: BTreeSet<_> = object.fields.iter().map(|field| field.name).collect();
    for name in members.keys().filter(|name| !known.contains(&***name)) {
        push_unknown(object, members, name, is_sensitive, location, violations);
        if is_sensitive {
            break;
        }
    }
}
