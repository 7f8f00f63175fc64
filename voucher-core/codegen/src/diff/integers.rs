//! Compares the integers that two fields accept.

use super::comparison::Comparison;
use voucher_definition::time::{MAX_MILLIS, MIN_MILLIS};
use voucher_definition::{Field, Kind};

/// The integers from a minimum to a maximum that are multiples of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) multiple_of: i128,
}

impl Range {
    /// Returns the integers that a field accepts, apart from a list.
    pub(crate) fn of(field: &Field) -> Self {
        let (min, max, multiple_of) = match field.kind {
            Kind::Time => (MIN_MILLIS, MAX_MILLIS, 1),
            _ => (field.min, field.max, field.multiple_of),
        };
        let multiple_of = i128::from(multiple_of).abs().max(1);
        let (min, max) = (i128::from(min), i128::from(max));
        Self {
            min: -((-min).div_euclid(multiple_of)) * multiple_of,
            max: max.div_euclid(multiple_of) * multiple_of,
            multiple_of,
        }
    }
}

/// Compares the integers that two fields accept.
pub(crate) fn accepts_all(old: &Field, new: &Field) -> Comparison {
    if !old.integers.is_empty() {
        return all_listed(old, |integer| new.check_integer(integer).is_ok());
    }
    let (old, range) = (Range::of(old), Range::of(new));
    let comparison = minimum(old, range.min)
        .and(|| maximum(old, range.max))
        .and(|| multiple_of(old, range.multiple_of));
    comparison.and(|| listed(old, new))
}

/// Checks whether a new minimum accepts all integers.
pub(crate) fn minimum(old: Range, min: i128) -> Comparison {
    example(old.min > old.max || old.min >= min, old.min)
}

/// Checks whether a new maximum accepts all integers.
pub(crate) fn maximum(old: Range, max: i128) -> Comparison {
    example(old.min > old.max || old.max <= max, old.max)
}

/// Checks whether all integers are multiples of another one.
pub(crate) fn multiple_of(old: Range, of: i128) -> Comparison {
    let of = of.max(1);
    let examples = [old.min, old.min.saturating_add(old.multiple_of)];
    // Two that follow each other differ by `multiple_of`, so all of them are multiples if these two are.
    for integer in examples {
        if integer <= old.max && integer % of != 0 {
            let positive = [1, old.multiple_of].into_iter();
            let mut positive = positive.filter(|integer| {
                let is_old =
                    integer % old.multiple_of == 0 && (old.min..=old.max).contains(integer);
                is_old && integer % of != 0
            });
            return example(false, positive.next().unwrap_or(integer));
        }
    }
    Comparison::Accepted
}

/// Checks whether a new list, if there is one, contains all integers.
fn listed(old: Range, new: &Field) -> Comparison {
    const MAX_COUNT: i128 = 10_000;
    if new.integers.is_empty() || old.min > old.max {
        return Comparison::Accepted;
    }
    let mut at = old.min;
    for _ in 0..MAX_COUNT {
        let is_listed = i64::try_from(at).is_ok_and(|integer| new.integers.contains(&integer));
        if !is_listed {
            return example(false, at);
        }
        at += old.multiple_of;
        if at > old.max {
            return Comparison::Accepted;
        }
    }
    Comparison::Rejected(None)
}

/// Checks each listed integer that the old field accepts.
pub(crate) fn all_listed(old: &Field, mut is_accepted: impl FnMut(i64) -> bool) -> Comparison {
    let mut valid = old.integers.iter().copied();
    let rejected =
        valid.find(|integer| old.check_integer(*integer).is_ok() && !is_accepted(*integer));
    match rejected {
        Some(integer) => Comparison::Rejected(Some(integer.to_string())),
        None => Comparison::Accepted,
    }
}

fn example(is_accepted: bool, integer: i128) -> Comparison {
    if is_accepted {
        Comparison::Accepted
    } else {
        Comparison::Rejected(Some(integer.to_string()))
    }
}
