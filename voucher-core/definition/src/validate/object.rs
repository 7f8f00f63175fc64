//! Objects with defined fields.

use super::unknown::push_unknown;
use super::{Location, check_field};
use crate::model::{Object, Violation, ViolationKind};
use alloc::collections::{BTreeMap, BTreeSet};
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
        // Rules of `check_count`.
        min_members: _,
        max_members: _,
    } = *object;
    let mut groups = Groups::new(exclusive);
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
        for other in groups.add(field.name, at) {
            let violation_kind = ViolationKind::Exclusive { other };
            location.push(&violation_kind, field.sensitive, violations);
        }
    }
    for names in exactly_one {
        if !names.iter().any(|name| members.contains_key(*name)) {
            location.push(&ViolationKind::NoneOf { names }, is_sensitive, violations);
        }
    }
    if let Err(violation_kind) = object.check_count(members.len()) {
        location.push(&violation_kind, is_sensitive, violations);
    }
    if is_closed && known < members.len() {
        check_closed(object, members, is_sensitive, location, violations);
    }
}

/// The groups of mutually exclusive fields of an object.
struct Groups {
    /// The groups of each field.
    by_name: BTreeMap<&'static str, Vec<&'static [&'static str]>>,
    /// The index of each field that is present and in a group.
    present: BTreeMap<&'static str, usize>,
}

impl Groups {
    fn new(groups: &'static [&'static [&'static str]]) -> Self {
        let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for group in groups {
            for name in *group {
                by_name.entry(*name).or_default().push(*group);
            }
        }
        Self {
            by_name,
            present: BTreeMap::new(),
        }
    }

    /// Adds a field that is present. Returns the fields before it that are present and exclude it, in the order of the
    /// definition.
    fn add(&mut self, name: &'static str, at: usize) -> Vec<&'static str> {
        let Some(groups) = self.by_name.get(name) else {
            return Vec::new();
        };
        let others = groups.iter().copied().flatten();
        let found: BTreeMap<_, _> = others
            .filter_map(|other| Some((*self.present.get(other)?, *other)))
            .collect();
        self.present.insert(name, at);
        found.into_values().collect()
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
