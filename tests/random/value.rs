//! Random values of the types that starters use. They are often near the limits of random schemas, so that they are neither
//! valid nor invalid most of the time.

use crate::choices::Choices;
use std::collections::BTreeMap;
use voucher_core::{Currency, Timestamp};

/// The type of a random value.
pub(crate) trait Random: Sized {
    /// Returns a random value; `None` if `depth` structs and enums are not enough.
    fn random(choices: &mut Choices<'_>, depth: u32) -> Option<Self>;
}

const STRINGS: [&str; 23] = [
    "a",
    "ab",
    "1b",
    "aab",
    "2026-11-28",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
    "2026-11-28T10:00:00Z",
    "abb",
    "b c",
    "",
    "true",
    "1",
    "x",
    "tag",
    "größe",
    "a/b",
    "x~y",
    "SECRET",
    "2026-02-30",
    "a\n",
    "\u{0}\"\\",
    "ß",
    "👍🏽",
];
const INTEGERS: [i64; 9] = [
    0,
    10,
    100,
    1_700_000_000,
    1 << 53,
    (1 << 53) + 1,
    i64::MAX,
    i64::MIN,
    -1_700_000_000,
];
const FLOATS: [f64; 10] = [0.5, 1.0, 0.07, 2.5, -0.0, 1e-9, 1e16, 1e300, -1e300, 5e-324];
const CURRENCIES: [&str; 3] = ["GBP", "JPY", "KWD"];

impl Random for String {
    fn random(choices: &mut Choices<'_>, _: u32) -> Option<Self> {
        if choices.percent(10) {
            let length = choices.below(5);
            let letters = ['a', 'b', '1', 'Z', '-', ' ', 'ß'];
            return Some((0..length).map(|_| *choices.one(&letters)).collect());
        }
        Some((*choices.one(&STRINGS)).into())
    }
}

impl Random for i64 {
    fn random(choices: &mut Choices<'_>, _: u32) -> Option<Self> {
        if choices.percent(20) {
            return Some(*choices.one(&INTEGERS));
        }
        i64::try_from(choices.below(21))
            .ok()
            .map(|small| small - 10)
    }
}

impl Random for f64 {
    fn random(choices: &mut Choices<'_>, depth: u32) -> Option<Self> {
        if choices.percent(40) {
            return Some(*choices.one(&FLOATS));
        }
        let tenths = i32::try_from(choices.below(201)).ok()? - 100;
        let is_whole = bool::random(choices, depth)?;
        Some(f64::from(tenths) / if is_whole { 1.0 } else { 10.0 })
    }
}

impl Random for bool {
    fn random(choices: &mut Choices<'_>, _: u32) -> Option<Self> {
        Some(choices.percent(50))
    }
}

impl Random for Timestamp {
    fn random(choices: &mut Choices<'_>, _: u32) -> Option<Self> {
        let milliseconds = i64::try_from(choices.below(1 << 31)).ok()? * 1000;
        let milliseconds = milliseconds + i64::try_from(choices.below(1000)).ok()?;
        Self::from_millis(milliseconds).ok()
    }
}

impl Random for Currency {
    fn random(choices: &mut Choices<'_>, _: u32) -> Option<Self> {
        choices.one(&CURRENCIES).parse().ok()
    }
}

impl<T: Random> Random for Option<T> {
    fn random(choices: &mut Choices<'_>, depth: u32) -> Option<Self> {
        if choices.percent(45) {
            return T::random(choices, depth).map(Some);
        }
        Some(None)
    }
}

impl<T: Random> Random for Box<T> {
    fn random(choices: &mut Choices<'_>, depth: u32) -> Option<Self> {
        T::random(choices, depth).map(Self::new)
    }
}

impl<T: Random> Random for Vec<T> {
    fn random(choices: &mut Choices<'_>, depth: u32) -> Option<Self> {
        (0..choices.below(4))
            .map(|_| T::random(choices, depth))
            .collect()
    }
}

impl<T: Random> Random for BTreeMap<String, T> {
    fn random(choices: &mut Choices<'_>, depth: u32) -> Option<Self> {
        let member = |choices: &mut Choices<'_>| {
            Some((String::random(choices, depth)?, T::random(choices, depth)?))
        };
        (0..choices.below(4)).map(|_| member(choices)).collect()
    }
}
