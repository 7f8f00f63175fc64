//! Compares the numbers that two fields accept.

use super::comparison::Comparison;
use super::integers::{Range, all_listed};
use voucher_definition::{Bounds, Decimal, Field, Limit};

/// Compares the numbers that two fields accept.
pub(crate) fn accepts_all(old: &Bounds, new: &Bounds) -> Comparison {
    lower(old, new)
        .and(|| upper(old, new))
        .and(|| multiple_of(old, new))
}

/// The end of a range.
struct End {
    limit: Limit,
    exact: Decimal,
    is_exclusive: bool,
}

fn end(inclusive: Option<Limit>, exclusive: Option<Limit>, is_lower: bool) -> Option<End> {
    let end = |limit: Option<Limit>, is_exclusive| {
        let limit = limit?;
        let exact = limit.decimal()?;
        Some(End {
            limit,
            exact,
            is_exclusive,
        })
    };
    match (end(inclusive, false), end(exclusive, true)) {
        (Some(inclusive), Some(exclusive)) => {
            let is_stricter = if is_lower {
                exclusive.exact >= inclusive.exact
            } else {
                exclusive.exact <= inclusive.exact
            };
            Some(if is_stricter { exclusive } else { inclusive })
        }
        (inclusive, exclusive) => inclusive.or(exclusive),
    }
}

/// Checks whether the new lower limits accept all numbers.
pub(crate) fn lower(old: &Bounds, new: &Bounds) -> Comparison {
    let Some(new) = end(new.min, new.above, true) else {
        return Comparison::Accepted;
    };
    let Some(old) = end(old.min, old.above, true) else {
        return Comparison::Rejected(None);
    };
    compare(&old, &new, old.exact > new.exact)
}

/// Checks whether the new upper limits accept all numbers.
pub(crate) fn upper(old: &Bounds, new: &Bounds) -> Comparison {
    let Some(new) = end(new.max, new.below, false) else {
        return Comparison::Accepted;
    };
    let Some(old) = end(old.max, old.below, false) else {
        return Comparison::Rejected(None);
    };
    compare(&old, &new, old.exact < new.exact)
}

fn compare(old: &End, new: &End, is_stricter: bool) -> Comparison {
    if is_stricter || old.exact == new.exact && (old.is_exclusive || !new.is_exclusive) {
        return Comparison::Accepted;
    }
    let is_known = !old.is_exclusive;
    Comparison::Rejected(is_known.then(|| old.limit.text.to_owned()))
}

/// Checks whether all numbers are multiples of another one.
pub(crate) fn multiple_of(old: &Bounds, new: &Bounds) -> Comparison {
    let Some(new) = new.multiple_of.and_then(|limit| limit.decimal()) else {
        return Comparison::Accepted;
    };
    if old.min.is_some() && old.min == old.max {
        let only = old.min.and_then(|limit| limit.decimal());
        return Comparison::of(only.is_some_and(|only| only.is_multiple_of(new)));
    }
    let old = old.multiple_of.and_then(|limit| limit.decimal());
    Comparison::of(old.is_some_and(|old| old.is_multiple_of(new)))
}

/// Returns a number near the new limits that is not accepted anymore.
pub(super) fn example(old: &Field, new: &Field) -> Option<String> {
    let Bounds {
        min,
        max,
        above,
        below,
        multiple_of,
    } = *new.bounds;
    let limits = [min, max, above, below, multiple_of].into_iter().flatten();
    let near = limits.flat_map(|limit| {
        let number = limit.number;
        [
            number,
            number.floor() - 1.0,
            number.ceil() + 1.0,
            number / 2.0,
        ]
    });
    let mut written = near.map(|number| number.to_string());
    written.find(|number| {
        let number = Decimal::parse(number);
        let is_accepted = |field: &Field| number.is_some() && field.check_number(number).is_ok();
        is_accepted(old) && !is_accepted(new)
    })
}

/// Checks whether a field of numbers accepts the integers of another field.
pub(crate) fn accepts_all_integers(old: &Field, new: &Field) -> Comparison {
    let check = |integer: i128| {
        let number = Decimal::parse(&integer.to_string());
        number.is_some() && new.check_number(number).is_ok()
    };
    if !old.integers.is_empty() {
        return all_listed(old, |integer| check(integer.into()));
    }
    let range = Range::of(old);
    if range.min > range.max {
        return Comparison::Accepted;
    }
    let examples = [
        range.min,
        range.min.saturating_add(range.multiple_of),
        range.max,
    ];
    let examples = examples.into_iter().filter(|integer| *integer <= range.max);
    for integer in examples {
        if !check(integer) {
            return Comparison::Rejected(Some(integer.to_string()));
        }
    }
    Comparison::Accepted
}
