//! Numbers at and between the limits of a field.

use crate::random::Random;
use serde_json::{Number, Value};
use voucher_definition::{Bounds, Field, Limit};

/// Numbers from the first to the last, all multiples of one unit: `count * unit`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps {
    first: Option<i128>,
    last: Option<i128>,
    unit: Decimal,
}

/// A number without rounding: the digits and the power of ten that they are multiplied by.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    digits: i128,
    exponent: i32,
}

impl Steps {
    /// Returns the integers that the range and the multiple of a field allow.
    pub(crate) fn of_integer(field: &Field) -> Self {
        let of = i128::from(field.multiple_of).abs().max(1);
        Self {
            first: Some(divide_up(field.min.into(), of)),
            last: Some(i128::from(field.max).div_euclid(of)),
            unit: Decimal {
                digits: of,
                exponent: 0,
            },
        }
    }

    /// Returns the numbers within bounds that are multiples of what they have to be, or of a unit that is smaller than the
    /// last digit of each bound. `None` if the limits are too far apart for an exact calculation.
    pub(crate) fn of_number(bounds: &Bounds) -> Option<Self> {
        let limits = [bounds.min, bounds.max, bounds.above, bounds.below];
        let parsed: Option<Vec<_>> = limits.iter().flatten().map(parse).collect();
        let parsed = parsed?;
        let smallest = parsed.iter().map(|limit| limit.exponent).min();
        let unit = match &bounds.multiple_of {
            Some(of) => parse(of)?,
            None => Decimal {
                digits: 1,
                exponent: smallest.unwrap_or_default().min(0) - 1,
            },
        };
        let exponent = unit.exponent.min(smallest.unwrap_or(unit.exponent));
        let of = unit.scaled(exponent)?.abs().max(1);
        let scaled = |limit: &Option<Limit>| match limit {
            Some(limit) => parse(limit)?.scaled(exponent).map(Some),
            None => Some(None),
        };
        let [min, max, above, below] = limits.map(|limit| scaled(&limit));
        let (min, max, above, below) = (min?, max?, above?, below?);
        let first = min.map(|min| divide_up(min, of));
        let above = above.map(|above| above.div_euclid(of) + 1);
        let last = max.map(|max| max.div_euclid(of));
        let below = below.map(|below| divide_up(below, of) - 1);
        Some(Self {
            first: first.max(above),
            last: match (last, below) {
                (Some(last), Some(below)) => Some(last.min(below)),
                (last, below) => last.or(below),
            },
            unit,
        })
    }

    /// Returns the first and last numbers, those beside them, and those nearest to 0.
    pub(crate) fn edges(&self) -> Vec<Value> {
        let one = 10_i128.pow(self.unit.exponent.unsigned_abs().min(3));
        let near = [0, 1, -1, one, -one];
        let first = self
            .first
            .into_iter()
            .flat_map(|first| [first, first.saturating_add(1)]);
        let last = self
            .last
            .into_iter()
            .flat_map(|last| [last, last.saturating_sub(1)]);
        let edges = first
            .chain(last)
            .chain(near.into_iter().filter(|count| self.has(*count)));
        edges.filter_map(|count| self.value(count)).collect()
    }

    fn has(&self, count: i128) -> bool {
        self.first.is_none_or(|first| first <= count) && self.last.is_none_or(|last| count <= last)
    }

    /// Returns a number that is not far from 0 or from the first number.
    pub(crate) fn small(&self, random: &mut Random) -> Option<Value> {
        let first = self.first.unwrap_or(i128::MIN).max(match self.last {
            Some(last) if last < 0 => last.saturating_sub(1000),
            _ => 1,
        });
        let last = self
            .last
            .unwrap_or(i128::MAX)
            .min(first.saturating_add(9_999));
        self.between(first, last, random)
    }

    /// Returns any number.
    pub(crate) fn any(&self, random: &mut Random) -> Option<Value> {
        let first = self
            .first
            .or(self.last.map(|last| last.saturating_sub(1_000_000)));
        let first = first.unwrap_or(-1_000_000);
        let last = self.last.unwrap_or(first.saturating_add(2_000_000));
        self.between(first, last, random)
    }

    fn between(&self, first: i128, last: i128, random: &mut Random) -> Option<Value> {
        let width = i64::try_from(last.saturating_sub(first)).unwrap_or(i64::MAX);
        self.value(first.checked_add(random.range(0, width).into())?)
    }

    /// Returns the number below the first one.
    pub(crate) fn before(&self) -> Option<Value> {
        self.value(self.first?.checked_sub(1)?)
    }

    /// Returns the number above the last one.
    pub(crate) fn after(&self) -> Option<Value> {
        self.value(self.last?.checked_add(1)?)
    }

    /// Returns so many units.
    fn value(&self, count: i128) -> Option<Value> {
        let digits = self.unit.digits.checked_mul(count)?;
        number(digits, self.unit.exponent)
    }
}

impl Decimal {
    /// Returns the digits for another exponent that is not above this one.
    fn scaled(self, exponent: i32) -> Option<i128> {
        let zeros = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.digits.checked_mul(10_i128.checked_pow(zeros)?)
    }
}

fn divide_up(number: i128, by: i128) -> i128 {
    number.div_euclid(by) + i128::from(number.rem_euclid(by) != 0)
}

fn parse(limit: &Limit) -> Option<Decimal> {
    let (mantissa, exponent) = limit
        .text
        .split_once(['e', 'E'])
        .unwrap_or((limit.text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.parse::<i32>().ok()?;
    let exponent = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let digits = [whole, fraction].concat().parse().ok()?;
    (exponent.abs() <= 400).then_some(Decimal { digits, exponent })
}

/// Returns a JSON number: an integer if it is one of 64 bits, or else a float.
pub(crate) fn number(digits: i128, exponent: i32) -> Option<Value> {
    let power = || 10_i128.checked_pow(exponent.unsigned_abs());
    let integer = match power() {
        Some(power) if exponent >= 0 => digits.checked_mul(power),
        Some(power) if digits % power == 0 => Some(digits / power),
        _ => None,
    };
    if let Some(integer) = integer.and_then(|integer| i64::try_from(integer).ok()) {
        return Some(integer.into());
    }
    let float = format!("{digits}e{exponent}").parse().ok()?;
    Number::from_f64(float).map(Value::Number)
}

/// Returns the floats at and beside a number's limits, which [`Steps`] does not have if the limits are too far apart.
pub(crate) fn float_edges(bounds: &Bounds) -> Vec<Value> {
    let Bounds {
        min,
        max,
        above,
        below,
        multiple_of,
    } = bounds;
    let numbers = |limit: &Option<Limit>| limit.map(|limit| limit.number);
    let (low, high) = (
        numbers(min).or(numbers(above)),
        numbers(max).or(numbers(below)),
    );
    let edges = [low, high, numbers(multiple_of)].into_iter().flatten();
    let edges = edges.flat_map(|edge| {
        let little = (edge.abs() * f64::EPSILON).max(f64::MIN_POSITIVE);
        [edge, edge + little, edge - little, edge + 1.0]
    });
    let middle = low.zip(high).map(|(low, high)| low / 2.0 + high / 2.0);
    let edges = edges.chain(middle).chain([0.0, 1.0, -1.0, 0.5]);
    edges.filter_map(Number::from_f64).map(shortened).collect()
}

/// Returns an integer for a float without a fraction.
fn shortened(number: Number) -> Value {
    let text = number.to_string();
    match text
        .strip_suffix(".0")
        .and_then(|integer| integer.parse::<i64>().ok())
    {
        Some(integer) => integer.into(),
        None => Value::Number(number),
    }
}
