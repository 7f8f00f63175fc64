//! Merges alternatives of the same JSON type into one.

use super::{Found, Keyword};
use crate::model::{JsonType, Kind};
use crate::read::owned::{OwnedField, OwnedKind, OwnedNote};
use crate::read::schema::Reader;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec::Vec;

impl<'t> Reader<'t> {
    /// Merges alternatives of one JSON type that is not an object, into one that accepts the same values.
    pub(super) fn merge(
        &mut self,
        keyword: Keyword<'t>,
        mut group: Vec<Found<'t>>,
    ) -> Option<Found<'t>> {
        if group.len() < 2 {
            return group.pop();
        }
        let listed = group.iter().map(|one| one.field.listed());
        if let Some(listed) = listed.collect::<Option<Vec<_>>>() {
            return self.merge_listed(keyword, group, &listed);
        }
        let at = find_widest(&group);
        let other = usize::from(at == 0);
        let (one, other) = (group.get(at)?, group.get(other)?);
        let of = one.json_type().map_or("values", plural);
        if keyword.is_exclusive {
            self.reject_overlap(keyword, one, other, of);
            return None;
        }
        let other = group
            .iter()
            .find(|other| other.index != one.index && !one.field.covers(&other.field));
        if let Some(other) = other {
            let message = format!(
                "the alternatives {} and {} both accept {of}; write one schema for them, or remove one",
                other.shown(),
                one.shown(),
            );
            self.reject(keyword.member, message);
            return None;
        }
        let flags = Flags::of(&group);
        Some(group.swap_remove(at).with_flags(flags))
    }

    /// Merges alternatives that list their values. `listed` are those of each.
    fn merge_listed(
        &mut self,
        keyword: Keyword<'t>,
        group: Vec<Found<'t>>,
        listed: &[Vec<Rc<str>>],
    ) -> Option<Found<'t>> {
        let mut first_with = BTreeMap::new();
        for (one, values) in group.iter().zip(listed) {
            for value in values {
                let first = *first_with.entry(value).or_insert(one);
                if first.index != one.index && keyword.is_exclusive {
                    self.reject_overlap(keyword, first, one, &format!("`{value}`"));
                    return None;
                }
            }
        }
        let flags = Flags::of(&group);
        let mut group = group.into_iter();
        let mut merged = group.next()?;
        merged.field.note_only_value();
        merged.field.list_only_integer();
        let mut seen: BTreeSet<_> = listed.first()?.iter().cloned().collect();
        for Found { mut field, .. } in group {
            field.note_only_value();
            field.list_only_integer();
            let values = field.values.into_iter();
            let values = values.filter(|value| seen.insert(Rc::clone(value)));
            merged.field.values.extend(values);
            let integers = field.integers.into_iter();
            let integers = integers.filter(|integer| seen.insert(integer.to_string().into()));
            merged.field.integers.extend(integers);
            merged.field.value_notes.extend(field.value_notes);
        }
        if let (OwnedKind::Scalar(Kind::Bool), 2) = (&merged.field.kind, seen.len()) {
            // Both bools are valid.
            merged.field.values.clear();
        }
        Some(merged.with_flags(flags))
    }
}

/// Returns the index of the alternative that accepts all values of the others, if there is one.
fn find_widest(group: &[Found<'_>]) -> usize {
    let mut widest = 0;
    for (at, one) in group.iter().enumerate() {
        let is_covered = group
            .get(widest)
            .is_some_and(|widest| widest.field.covers(&one.field));
        if !is_covered {
            widest = at;
        }
    }
    widest
}

/// What follows from the annotations of all alternatives.
#[derive(Clone, Copy)]
pub(super) struct Flags {
    sensitive: bool,
    deprecated: bool,
    read_only: bool,
}

impl Flags {
    /// A value is sensitive if it is in any alternative, but deprecated only if it is in all.
    pub(super) fn of(group: &[Found<'_>]) -> Self {
        Self {
            sensitive: group.iter().any(|one| one.field.sensitive),
            deprecated: group.iter().all(|one| one.field.deprecated),
            read_only: group.iter().all(|one| one.field.read_only),
        }
    }
}

impl Found<'_> {
    pub(super) fn with_flags(mut self, flags: Flags) -> Self {
        self.field.sensitive = flags.sensitive;
        self.field.deprecated = flags.deprecated;
        self.field.read_only = flags.read_only;
        self
    }
}

fn plural(of: JsonType) -> &'static str {
    match of {
        JsonType::String => "strings",
        JsonType::Integer | JsonType::Number => "numbers",
        JsonType::Bool => "bools",
        JsonType::Object => "objects",
        JsonType::Array => "arrays",
    }
}

impl OwnedField {
    /// Returns the only values that are valid, as text; `None` if others are, too.
    pub(super) fn listed(&self) -> Option<Vec<Rc<str>>> {
        match self.kind {
            OwnedKind::Scalar(Kind::Enum) => Some(self.values.clone()),
            OwnedKind::Scalar(Kind::Bool) if !self.values.is_empty() => Some(self.values.clone()),
            OwnedKind::Scalar(Kind::Integer) if !self.integers.is_empty() => {
                let integers = self.integers.iter();
                Some(integers.map(|integer| integer.to_string().into()).collect())
            }
            OwnedKind::Scalar(Kind::Integer)
                if self.min == self.max && self.min % self.multiple_of == 0 =>
            {
                Some(Vec::from([self.min.to_string().into()]))
            }
            _ => None,
        }
    }

    /// Keeps the description of an alternative with one value as a note about that value.
    fn note_only_value(&mut self) {
        let listed = self.listed().unwrap_or_default();
        let [value] = &listed[..] else {
            return;
        };
        let is_noted = !self.description.is_empty() || self.deprecated;
        if is_noted && self.value_notes.is_empty() {
            self.value_notes.push(OwnedNote {
                value: Rc::clone(value),
                description: core::mem::take(&mut self.description),
                deprecated: core::mem::take(&mut self.deprecated),
            });
        }
    }

    /// Lists the only integer that is valid, instead of a range of one.
    fn list_only_integer(&mut self) {
        if self.min == self.max {
            self.integers = Vec::from([self.min]);
            (self.min, self.max, self.multiple_of) = (i64::MIN, i64::MAX, 1);
        }
    }

    /// Returns whether every value of another field of the same JSON type is valid for this one.
    fn covers(&self, other: &Self) -> bool {
        let (OwnedKind::Scalar(kind), OwnedKind::Scalar(other_kind)) = (&self.kind, &other.kind)
        else {
            return false;
        };
        match kind {
            Kind::Text => {
                let is_any =
                    self.pattern.is_none() && (self.min_length, self.max_length) == (0, u32::MAX);
                let is_listed = *other_kind == Kind::Enum;
                let mut values = other.values.iter();
                is_any || is_listed && values.all(|value| self.broken_by(value).is_none())
            }
            Kind::Number => self.bounds.iter().all(Option::is_none),
            Kind::Integer => {
                let is_any = self.integers.is_empty()
                    && (self.min, self.max, self.multiple_of) == (i64::MIN, i64::MAX, 1);
                is_any && other_kind.json_type() == Some(JsonType::Integer)
            }
            Kind::Bool => self.values.is_empty(),
            Kind::Identifier
            | Kind::Amount
            | Kind::Currency
            | Kind::Time
            | Kind::Enum
            | Kind::Custom
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Any
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::OneOf(_)
            | Kind::Ancestor(_) => false,
        }
    }
}
