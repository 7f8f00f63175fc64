//! Unions: the values that one of several schemas accepts, as for `oneOf` and `anyOf`.

use super::merge::Losses;
use super::set::{Arrays, Listed, Numbers, Objects, Set, Strings, Type};
use voucher_definition::{Decimal, pattern};

const NUMBERS: &str =
    "several alternatives accept numbers, so only the rules that they share are kept";
const STRINGS: &str =
    "several alternatives accept strings, so only the rules that they share are kept";
pub(super) const ONLY_ONE: &str = "exactly one of some alternatives among others may accept an object, which a definition cannot express; any may";
const ARRAYS: &str =
    "several alternatives accept arrays, so only the rules that they share are kept";

impl<'d> Set<'d> {
    /// Returns the values that are in one of the sets. The annotations are those of this one.
    pub(super) fn union(self, other: Self, losses: &mut Losses) -> Self {
        if self.is_nothing() {
            return Self {
                notes: self.notes,
                ..other
            };
        }
        let reference = join_references(&self, &other);
        let is_mixed = !self.objects.is_empty() && !other.objects.is_empty();
        let only_one = self.only_one || other.only_one;
        if only_one && is_mixed {
            losses.push(ONLY_ONE);
        }
        let mut bools = self.bools;
        for value in other.bools {
            if !bools.contains(&value) {
                bools.push(value);
            }
        }
        Self {
            null: self.null || other.null,
            bools,
            numbers: join(self.numbers, other.numbers, |one, other| {
                one.union(other, losses)
            }),
            strings: join(self.strings, other.strings, |one, other| {
                one.union(other, losses)
            }),
            arrays: join(self.arrays, other.arrays, |one, other| {
                one.union(other, losses)
            }),
            objects: join_objects(self.objects, other.objects),
            only_one: only_one && !is_mixed,
            reference,
            discriminator: None,
            notes: self.notes,
            target_notes: self.target_notes,
        }
    }

    /// Turns the reference to a schema of an object into that of an alternative.
    pub(super) fn with_named_objects(mut self) -> Self {
        if let (Some(reference), [only]) = (&self.reference, &mut self.objects[..]) {
            only.reference = Some(reference.target.clone());
        }
        if let [only] = &mut self.objects[..] {
            let description = self.notes.description.take();
            only.description = description.or(only.description.take());
        }
        self
    }

    /// Returns the types of values that may be in both sets; `null` is another question. `are_disjoint` decides about objects.
    pub(super) fn overlap(
        &self,
        other: &Self,
        mut are_disjoint: impl FnMut(&Objects<'d>, &Objects<'d>) -> bool,
    ) -> Option<Type> {
        Type::ALL.into_iter().find(|of| match of {
            Type::String => match (&self.strings, &other.strings) {
                (Some(one), Some(other)) => !one.is_disjoint(other),
                _ => false,
            },
            Type::Number => match (&self.numbers, &other.numbers) {
                (Some(one), Some(other)) => !one.is_disjoint(other),
                _ => false,
            },
            Type::Bool => self.bools.iter().any(|value| other.bools.contains(value)),
            Type::Array => self.arrays.is_some() && other.arrays.is_some(),
            Type::Object => self.objects.iter().any(|one| {
                let mut others = other.objects.iter();
                others.any(|other| !are_disjoint(one, other))
            }),
        })
    }
}

/// Returns the reference that a union keeps: one set has it, and the other one adds at most `null`.
fn join_references<'d>(one: &Set<'d>, other: &Set<'d>) -> Option<super::set::Reference<'d>> {
    let (with, without) = if one.is_only_null() {
        (other, one)
    } else {
        (one, other)
    };
    let mut reference = with.reference.clone().filter(|_| without.is_only_null())?;
    reference.or_null |= !with.null;
    Some(reference)
}

fn join<T>(one: Option<T>, other: Option<T>, union: impl FnOnce(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(union(one, other)),
        (one, other) => one.or(other),
    }
}

fn join_objects<'d>(mut one: Vec<Objects<'d>>, other: Vec<Objects<'d>>) -> Vec<Objects<'d>> {
    for object in other {
        if !one.contains(&object) {
            one.push(object);
        }
    }
    match one.iter().position(Objects::is_free) {
        Some(free) => vec![one.swap_remove(free)],
        None => one,
    }
}

fn join_listed(mut one: Vec<Listed>, other: Vec<Listed>) -> Vec<Listed> {
    for listed in other {
        if !one.iter().any(|one| is_same(one, &listed)) {
            one.push(listed);
        }
    }
    one
}

fn is_same(one: &Listed, other: &Listed) -> bool {
    one.value == other.value
        || Decimal::parse(&one.value).is_some_and(|one| Decimal::parse(&other.value) == Some(one))
}

impl Numbers {
    fn union(self, other: Self, losses: &mut Losses) -> Self {
        match (self.covers(&other), other.covers(&self)) {
            (true, _) => return self,
            (_, true) => return other,
            _ => {}
        }
        let is_integer = self.is_integer && other.is_integer;
        if let (Some(one), Some(other)) = (self.listed, other.listed) {
            Self {
                is_integer,
                listed: Some(join_listed(one, other)),
                ..Self::default()
            }
        } else {
            losses.push(NUMBERS);
            Self {
                is_integer,
                ..Self::default()
            }
        }
    }

    /// Returns whether all numbers of another set are in this one.
    fn covers(&self, other: &Self) -> bool {
        if self == other || *self == Self::default() {
            return true;
        }
        let free_integers = Self {
            is_integer: true,
            ..Self::default()
        };
        if *self == free_integers {
            return other.is_integer;
        }
        let accepts = |one: &Listed| match &self.listed {
            Some(listed) => listed.iter().any(|listed| is_same(listed, one)),
            None => self.accepts(&one.value),
        };
        other
            .listed
            .as_ref()
            .is_some_and(|listed| listed.iter().all(accepts))
    }

    fn is_disjoint(&self, other: &Self) -> bool {
        match (&self.listed, &other.listed) {
            (Some(one), Some(other)) => !one
                .iter()
                .any(|one| other.iter().any(|other| is_same(one, other))),
            (Some(listed), None) => !listed.iter().any(|one| other.accepts(&one.value)),
            (None, Some(listed)) => !listed.iter().any(|one| self.accepts(&one.value)),
            (None, None) => {
                let limits = Self {
                    min: super::merge::tighter(
                        self.min.clone(),
                        other.min.clone(),
                        true,
                        &mut Vec::new(),
                    ),
                    max: super::merge::tighter(
                        self.max.clone(),
                        other.max.clone(),
                        false,
                        &mut Vec::new(),
                    ),
                    ..Self::default()
                };
                limits.normalized().is_none()
            }
        }
    }
}

impl Strings {
    fn union(self, other: Self, losses: &mut Losses) -> Self {
        match (self.covers(&other), other.covers(&self)) {
            (true, _) => return self,
            (_, true) => return other,
            _ => {}
        }
        match (self.listed, other.listed) {
            (Some(one), Some(other)) => Self {
                listed: Some(join_listed(one, other)),
                ..Self::default()
            },
            (None, None) => {
                losses.push(STRINGS);
                Self {
                    min: self.min.min(other.min),
                    max: self.max.zip(other.max).map(|(one, other)| one.max(other)),
                    pattern: self
                        .pattern
                        .filter(|pattern| other.pattern.as_ref() == Some(pattern)),
                    format: self
                        .format
                        .filter(|format| other.format.as_ref() == Some(format)),
                    listed: None,
                }
            }
            _ => {
                losses.push(STRINGS);
                Self::default()
            }
        }
    }

    fn accepts_listed(&self, listed: &[Listed]) -> bool {
        let mut all = self.clone();
        all.listed = Some(listed.to_vec());
        let valid = all.normalized().and_then(|valid| valid.listed);
        valid.is_some_and(|valid| valid.len() == listed.len())
    }

    /// Returns whether all strings of another set are in this one.
    fn covers(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        match (&self.listed, &other.listed) {
            (None, None) => {
                let is_plain = self.pattern.is_none() || self.pattern == other.pattern;
                let is_formatted = self.format.as_deref().is_none_or(|format| {
                    super::merge::checked_format(format).is_none() || self.format == other.format
                });
                let max = self
                    .max
                    .is_none_or(|max| other.max.is_some_and(|other| other <= max));
                is_plain && is_formatted && self.min <= other.min && max
            }
            (None, Some(listed)) => {
                let is_known = self
                    .pattern
                    .as_deref()
                    .is_none_or(|source| pattern::compile(source).is_ok());
                is_known && self.accepts_listed(listed)
            }
            (Some(_), None) => false,
            (Some(own), Some(listed)) => listed
                .iter()
                .all(|one| own.iter().any(|own| own.value == one.value)),
        }
    }

    fn is_disjoint(&self, other: &Self) -> bool {
        let excludes = |rules: &Self, listed: &[Listed]| {
            let mut all = rules.clone();
            all.listed = Some(listed.to_vec());
            all.normalized().is_none()
        };
        match (&self.listed, &other.listed) {
            (Some(one), Some(other)) => !one
                .iter()
                .any(|one| other.iter().any(|other| one.value == other.value)),
            (Some(listed), None) => excludes(other, listed),
            (None, Some(listed)) => excludes(self, listed),
            (None, None) => {
                let is_longer =
                    |one: &Self, other: &Self| other.max.is_some_and(|max| one.min > max);
                is_longer(self, other) || is_longer(other, self)
            }
        }
    }
}

impl Arrays<'_> {
    fn union(self, other: Self, losses: &mut Losses) -> Self {
        let free = Self::default();
        if self == other || self == free {
            return self;
        }
        if other == free {
            return other;
        }
        losses.push(ARRAYS);
        Self {
            items: if self.items == other.items {
                self.items
            } else {
                Vec::new()
            },
            min: self.min.min(other.min),
            max: self.max.zip(other.max).map(|(one, other)| one.max(other)),
            is_unique: self.is_unique && other.is_unique,
        }
    }
}
