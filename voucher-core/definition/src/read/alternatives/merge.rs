//! Merges alternatives of the same JSON type into one.

use super::{Found, Keyword};
use crate::model::{JsonType, Kind};
use crate::read::owned::{OwnedField, OwnedKind, OwnedNote};
use crate::read::schema::Reader;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::ToString;
use alloc::vec::Vec;

impl<'t> Reader<'t> {
    /// Merges alternatives of one JSON type that is not an object, into one that accepts the same values.
    pub(super) fn merge(
        &mut self,
        keyword: Keyword<'t>,
        group: Vec<Found<'t>>,
    ) -> Option<Found<'t>> {
        let mut group = group.into_iter();
        let mut merged = group.next()?;
        merged.field.note_only_value();
        for mut other in group {
            other.field.note_only_value();
            merged = self.merge_two(keyword, merged, other)?;
        }
        Some(merged)
    }

    fn merge_two(
        &mut self,
        keyword: Keyword<'t>,
        one: Found<'t>,
        other: Found<'t>,
    ) -> Option<Found<'t>> {
        if let (Some(values), Some(others)) = (one.field.listed(), other.field.listed()) {
            let values: BTreeSet<_> = values.into_iter().collect();
            let shared = others.iter().find(|value| values.contains(*value));
            if let (Some(shared), true) = (shared, keyword.is_exclusive) {
                let shared = format!("`{shared}`");
                self.reject_overlap(keyword, &one, &other, &shared);
                return None;
            }
            return Some(Found {
                field: one.field.with_values_of(other.field),
                ..one
            });
        }
        if keyword.is_exclusive {
            let of = one.json_type().map_or("values", plural);
            self.reject_overlap(keyword, &one, &other, of);
            return None;
        }
        if one.field.covers(&other.field) {
            return Some(one);
        }
        if other.field.covers(&one.field) {
            return Some(other);
        }
        let message = format!(
            "the alternatives {} and {} both accept {}; write one schema for them, or remove one",
            one.shown(),
            other.shown(),
            one.json_type().map_or("values", plural)
        );
        self.reject(keyword.member, message);
        None
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
            OwnedKind::Scalar(Kind::Integer) if self.min == self.max => {
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

    /// Adds the listed values of another field of the same JSON type.
    fn with_values_of(mut self, other: Self) -> Self {
        if self.integers.is_empty() && self.min == self.max {
            self.integers.push(self.min);
        }
        let mut integers = other.integers;
        if integers.is_empty() && other.min == other.max {
            integers.push(other.min);
        }
        for value in other.values {
            if !self.values.contains(&value) {
                self.values.push(value);
            }
        }
        for integer in integers {
            if !self.integers.contains(&integer) {
                self.integers.push(integer);
            }
        }
        (self.min, self.max) = (i64::MIN, i64::MAX);
        self.value_notes.extend(other.value_notes);
        if let OwnedKind::Scalar(Kind::Bool) = self.kind {
            // Both bools are valid.
            if self.values.len() == 2 {
                self.values.clear();
            }
        }
        self
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
