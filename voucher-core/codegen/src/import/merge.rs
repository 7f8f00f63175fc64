//! Intersections: the values that two schemas accept both, as for `allOf`.

use super::document::Place;
use super::set::{Additional, Arrays, Limit, Listed, Numbers, Objects, Set, Strings};
use std::str::FromStr;
use voucher_definition::{Decimal, Format, pattern};

/// The maximum number of alternatives of an object.
pub(super) const MAX_ALTERNATIVES: usize = 64;

/// Why an intersection has more values than both schemas accept.
pub(super) type Losses = Vec<&'static str>;

const PATTERNS: &str = "a definition has one pattern, so the second one is left out";
const FORMATS: &str = "a definition has one format, so the second one is left out";
const MULTIPLES: &str = "a definition has one `multipleOf`, so the second one is left out";
const NUMBERS: &str = "two limits cannot be compared, so the second one is left out";
const ALTERNATIVES: &str = "there are too many combinations of alternatives, so these are left out";

impl Set<'_> {
    /// Returns the values that are in both sets.
    pub(super) fn intersect(self, other: Self, losses: &mut Losses) -> Self {
        if other.covers(&self) {
            return self.annotated_by(&other);
        }
        if self.covers(&other) {
            let mut result = other.clone();
            let mut notes = self.notes.clone();
            notes.add(&result.notes);
            result.notes = notes;
            return result.with_target_notes(&self);
        }
        let mut result = Self {
            null: self.null && other.null,
            bools: both(&self.bools, &other.bools),
            numbers: zip(self.numbers, other.numbers, |one, other| {
                one.intersect(other, losses)
            }),
            strings: None,
            arrays: None,
            objects: Vec::new(),
            only_one: self.only_one || other.only_one,
            reference: None,
            discriminator: self.discriminator.or(other.discriminator),
            notes: self.notes,
            target_notes: self.target_notes,
        };
        result.notes.add(&other.notes);
        result.target_notes.add(&other.target_notes);
        result.strings = zip(self.strings, other.strings, |one, other| {
            one.intersect(other, losses)
        });
        result.arrays = zip(self.arrays, other.arrays, |one, other| {
            one.intersect(&other)
        });
        let known = losses.len();
        result.objects = intersect_objects(&self.objects, &other.objects, losses);
        // An object that is in several pairs must not be in one of the sets twice.
        let is_combined = [
            (self.only_one, &self.objects),
            (other.only_one, &other.objects),
        ];
        let is_exact = losses.len() == known
            && is_combined
                .iter()
                .all(|(only_one, objects)| *only_one || objects.len() < 2);
        if result.only_one && !is_exact && result.objects.len() > 1 {
            losses.push(super::union::ONLY_ONE);
        }
        result.only_one &= is_exact && result.objects.len() > 1;
        result
    }

    fn annotated_by(mut self, other: &Self) -> Self {
        self.notes.add(&other.notes);
        self.with_target_notes(other)
    }

    fn with_target_notes(mut self, other: &Self) -> Self {
        self.target_notes.add(&other.target_notes);
        self
    }

    /// Returns whether all values of another set are in this one, as far as their types show it.
    fn covers(&self, other: &Self) -> bool {
        (self.null || !other.null) && other.types().all(|of| self.has_all(of))
    }
}

fn both<T: Copy + PartialEq>(one: &[T], other: &[T]) -> Vec<T> {
    let both = one.iter().copied().filter(|value| other.contains(value));
    both.collect()
}

fn zip<T>(one: Option<T>, other: Option<T>, merge: impl FnOnce(T, T) -> Option<T>) -> Option<T> {
    merge(one?, other?)
}

impl Numbers {
    fn intersect(self, other: Self, losses: &mut Losses) -> Option<Self> {
        let merged = Self {
            is_integer: self.is_integer || other.is_integer,
            min: tighter(self.min, other.min, true, losses),
            max: tighter(self.max, other.max, false, losses),
            multiple_of: merge_multiples(self.multiple_of, other.multiple_of, losses),
            listed: intersect_listed(self.listed, other.listed),
        };
        merged.normalized()
    }

    /// Removes listed values that another rule excludes. `None` if no value is valid.
    pub(super) fn normalized(mut self) -> Option<Self> {
        if let Some(listed) = self.listed.take() {
            let valid = listed.into_iter().filter(|one| self.accepts(&one.value));
            let valid: Vec<_> = valid.collect();
            return (!valid.is_empty()).then_some(Self {
                is_integer: self.is_integer,
                listed: Some(valid),
                ..Self::default()
            });
        }
        let is_empty = match (&self.min, &self.max) {
            (Some(min), Some(max)) => {
                let is_exclusive = min.is_exclusive || max.is_exclusive;
                match (Decimal::parse(&min.number), Decimal::parse(&max.number)) {
                    (Some(min), Some(max)) => min > max || min == max && is_exclusive,
                    _ => false,
                }
            }
            _ => false,
        };
        (!is_empty).then_some(self)
    }

    /// Returns whether the rules other than the list accept a number.
    pub(super) fn accepts(&self, number: &str) -> bool {
        let Some(number) = Decimal::parse(number) else {
            return true;
        };
        let is_above = |limit: &Limit| {
            Decimal::parse(&limit.number)
                .is_none_or(|min| number > min || number == min && !limit.is_exclusive)
        };
        let is_below = |limit: &Limit| {
            Decimal::parse(&limit.number)
                .is_none_or(|max| number < max || number == max && !limit.is_exclusive)
        };
        let is_multiple =
            |of: &String| Decimal::parse(of).is_none_or(|of| number.is_multiple_of(of));
        (!self.is_integer || number.is_integer())
            && self.min.as_ref().is_none_or(is_above)
            && self.max.as_ref().is_none_or(is_below)
            && self.multiple_of.as_ref().is_none_or(is_multiple)
    }
}

/// Returns the tighter one of two limits.
pub(super) fn tighter(
    one: Option<Limit>,
    other: Option<Limit>,
    is_lower: bool,
    losses: &mut Losses,
) -> Option<Limit> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    let (Some(first), Some(second)) = (Decimal::parse(&one.number), Decimal::parse(&other.number))
    else {
        losses.push(NUMBERS);
        return Some(one);
    };
    if first == second {
        return Some(if one.is_exclusive { one } else { other });
    }
    Some(if (first > second) == is_lower {
        one
    } else {
        other
    })
}

fn merge_multiples(
    one: Option<String>,
    other: Option<String>,
    losses: &mut Losses,
) -> Option<String> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    if let (Some(first), Some(second)) = (Decimal::parse(&one), Decimal::parse(&other)) {
        if first.is_multiple_of(second) {
            return Some(one);
        }
        if second.is_multiple_of(first) {
            return Some(other);
        }
    }
    losses.push(MULTIPLES);
    Some(one)
}

/// Returns the values that both lists have.
fn intersect_listed(one: Option<Vec<Listed>>, other: Option<Vec<Listed>>) -> Option<Vec<Listed>> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    let is_equal = |one: &Listed, other: &Listed| {
        one.value == other.value
            || Decimal::parse(&one.value)
                .is_some_and(|value| Decimal::parse(&other.value) == Some(value))
    };
    let both = one
        .into_iter()
        .filter(|value| other.iter().any(|other| is_equal(value, other)));
    Some(both.collect())
}

impl Strings {
    fn intersect(self, other: Self, losses: &mut Losses) -> Option<Self> {
        let max = match (self.max, other.max) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let merged = Self {
            min: self.min.max(other.min),
            max,
            pattern: either(self.pattern, other.pattern, PATTERNS, losses),
            format: merge_formats(self.format, other.format, losses),
            listed: match (self.listed, other.listed) {
                (Some(one), Some(other)) => {
                    let is_in = |one: &Listed| other.iter().any(|other| other.value == one.value);
                    Some(one.into_iter().filter(is_in).collect())
                }
                (one, other) => one.or(other),
            },
        };
        merged.normalized()
    }

    /// Removes listed values that another rule excludes. `None` if no value is valid.
    pub(super) fn normalized(mut self) -> Option<Self> {
        let Some(listed) = self.listed.take() else {
            return self.max.is_none_or(|max| max >= self.min).then_some(self);
        };
        let compiled = self.pattern.as_deref().map(pattern::compile);
        let matches = |value: &str| match &compiled {
            Some(Ok(compiled)) => compiled.as_compiled().matches(value),
            Some(Err(_)) | None => true,
        };
        let is_valid = |one: &Listed| self.accepts(&one.value) && matches(&one.value);
        let valid: Vec<_> = listed.into_iter().filter(is_valid).collect();
        (!valid.is_empty()).then_some(Self {
            listed: Some(valid),
            ..Self::default()
        })
    }

    /// Returns whether the lengths and the format accept a string.
    fn accepts(&self, value: &str) -> bool {
        let length = value.chars().count() as u64;
        let format = self.format.as_deref().and_then(checked_format);
        length >= self.min
            && self.max.is_none_or(|max| length <= max)
            && format.is_none_or(|format| format.check(value).is_ok())
    }
}

/// Returns a format that a definition checks.
pub(super) fn checked_format(name: &str) -> Option<Format> {
    let checked = [Format::DateTime, Format::Date, Format::Uuid];
    checked.into_iter().find(|format| format.keyword() == name)
}

fn either(
    one: Option<String>,
    other: Option<String>,
    loss: &'static str,
    losses: &mut Losses,
) -> Option<String> {
    if let (Some(one), Some(other)) = (&one, &other) {
        if one != other {
            losses.push(loss);
        }
    }
    one.or(other)
}

fn merge_formats(
    one: Option<String>,
    other: Option<String>,
    losses: &mut Losses,
) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if checked_format(&one).is_none() => Some(other).or(Some(one)),
        (Some(one), Some(other)) if checked_format(&other).is_none() => Some(one),
        (one, other) => either(one, other, FORMATS, losses),
    }
}

impl Arrays<'_> {
    #[allow(clippy::unnecessary_wraps)] // as for the other types
    fn intersect(self, other: &Self) -> Option<Self> {
        let max = match (self.max, other.max) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let min = self.min.max(other.min);
        max.is_none_or(|max| max >= min).then_some(Self {
            items: conjunction(&self.items, &other.items),
            min,
            max,
            is_unique: self.is_unique || other.is_unique,
        })
    }
}

/// Returns the schemas of both lists without duplicates.
fn conjunction<'d>(one: &[Place<'d>], other: &[Place<'d>]) -> Vec<Place<'d>> {
    let mut all = one.to_vec();
    let new = other.iter().filter(|place| !one.contains(place));
    all.extend(new.cloned());
    all
}

fn intersect_objects<'d>(
    one: &[Objects<'d>],
    other: &[Objects<'d>],
    losses: &mut Losses,
) -> Vec<Objects<'d>> {
    if one.len() * other.len() > MAX_ALTERNATIVES {
        losses.push(ALTERNATIVES);
        return one.to_vec();
    }
    let pairs = one
        .iter()
        .flat_map(|one| other.iter().map(move |other| (one, other)));
    pairs
        .filter_map(|(one, other)| one.intersect(other, losses))
        .collect()
}

impl Objects<'_> {
    pub(super) fn intersect(&self, other: &Self, losses: &mut Losses) -> Option<Self> {
        if other.is_free() {
            return Some(self.clone());
        }
        if self.is_free() {
            return Some(other.clone());
        }
        let mut merged = Self {
            required: self.required.union(&other.required).cloned().collect(),
            additional: merge_additional(&self.additional, &other.additional),
            min: self.min.max(other.min),
            max: match (self.max, other.max) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
            names: conjunction(&self.names, &other.names),
            name_pattern: either(
                self.name_pattern.clone(),
                other.name_pattern.clone(),
                PATTERNS,
                losses,
            ),
            exactly_one: [&self.exactly_one[..], &other.exactly_one].concat(),
            exclusive: [&self.exclusive[..], &other.exclusive].concat(),
            description: self.description.clone().or(other.description.clone()),
            ..Self::default()
        };
        for name in self.properties.keys().chain(other.properties.keys()) {
            if let (Some(one), Some(other)) = (self.member(name), other.member(name)) {
                merged
                    .properties
                    .insert(name.clone(), conjunction(one, other));
            }
        }
        let is_possible = |name: &String| merged.member(name).is_some();
        merged.required.iter().all(is_possible).then_some(merged)
    }
}

fn merge_additional<'d>(one: &Additional<'d>, other: &Additional<'d>) -> Additional<'d> {
    match (one, other) {
        (Additional::None, _) | (_, Additional::None) => Additional::None,
        (Additional::Any, any) | (any, Additional::Any) => any.clone(),
        (Additional::Schemas(one), Additional::Schemas(other)) => {
            Additional::Schemas(conjunction(one, other))
        }
    }
}

/// Parses a count. Drafts before 06 allow `1.0`.
pub(super) fn parse_count(number: &str) -> Option<u64> {
    let number = number.strip_suffix(".0").unwrap_or(number);
    u64::from_str(number).ok()
}
