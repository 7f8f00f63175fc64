//! What can be wrong with a value, in words.

use crate::currency::CurrencyFault;
use crate::pattern::{Mismatch, Pattern};
use crate::suggest::nearest;
use crate::text::Text;
use crate::time::TimeFault;
use core::fmt;

/// What is said of a value that should be a free object and is none.
pub const NO_OBJECT: &str = "no JSON object; send a map with text keys or a struct";

/// The rule that a value breaks: stable, to be matched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// A required value is absent.
    Required,
    /// A value of another JSON type.
    Type,
    /// A text that its pattern does not match.
    Pattern,
    /// A text that is not one of the listed values.
    Enum,
    /// Another value than the only one allowed.
    Const,
    /// A number outside its range.
    Range,
    /// A text that is too short or too long.
    Length,
    /// An array with too few or too many items.
    Items,
    /// A count of time that is no moment of an event.
    Time,
    /// Three letters that are no currency.
    Currency,
    /// An amount that is no whole number of minor units.
    Amount,
    /// A value that is no JSON object, or an object that cannot be sent as one.
    Object,
    /// A member that the definition does not know.
    Unknown,
    /// Two members of which one excludes the other.
    Exclusive,
    /// The user's own check, or the user's own conversion.
    Check,
}

/// What is wrong with a value. Where, a [`Violation`](crate::Violation) says.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault<'v> {
    /// Required, and not there.
    Absent,
    /// A value of another type; both as nouns with their article.
    Type {
        /// What the definition asks for.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A text with too few characters.
    Short {
        /// The least number of characters.
        least: u32,
        /// How many there are.
        found: usize,
    },
    /// A text with too many characters.
    Long {
        /// The greatest number of characters.
        most: u32,
        /// How many there are.
        found: usize,
    },
    /// A text that does not match.
    Pattern {
        /// The pattern.
        pattern: Pattern,
        /// Where it fails.
        mismatch: Mismatch,
    },
    /// A text that is not listed.
    Enum {
        /// What is listed.
        values: &'static [&'static str],
        /// What is there.
        found: &'v str,
    },
    /// An integer below the least.
    Below {
        /// The least value.
        least: i64,
        /// What is there, where 64 bits hold it.
        found: Option<i64>,
    },
    /// An integer above the most.
    Above {
        /// The greatest value.
        most: i64,
        /// What is there, where 64 bits hold it.
        found: Option<i64>,
    },
    /// A count that is no moment.
    Time(TimeFault),
    /// No currency.
    Currency(CurrencyFault),
    /// An amount that the API cannot be told exactly.
    Amount(&'static str),
    /// An object that cannot be sent as one.
    Object(&'static str),
    /// A member that the definition does not list.
    Unknown {
        /// The nearest name that it lists.
        nearest: Option<&'static str>,
    },
}

impl Fault<'_> {
    /// The rule that is broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Absent => Rule::Required,
            Self::Type { .. } => Rule::Type,
            Self::Short { .. } | Self::Long { .. } => Rule::Length,
            Self::Pattern { .. } | Self::Currency(CurrencyFault::Letters { .. }) => Rule::Pattern,
            Self::Enum { .. } => Rule::Enum,
            Self::Below { .. } | Self::Above { .. } => Rule::Range,
            Self::Time(_) => Rule::Time,
            Self::Currency(_) => Rule::Currency,
            Self::Amount(_) => Rule::Amount,
            Self::Object(_) => Rule::Object,
            Self::Unknown { .. } => Rule::Unknown,
        }
    }

    /// The fault in words. Of a `sensitive` value (a voucher code is money) nothing is shown but offsets.
    #[must_use]
    pub const fn describe(&self, text: Text, sensitive: bool) -> Text {
        match self {
            Self::Absent => text.push("required, but absent"),
            Self::Type { expected, found } => text
                .push("expected ")
                .push(expected)
                .push(", found ")
                .push(found),
            Self::Short { least, found } => too_short(text, *least, *found),
            Self::Long { most, found } => {
                let text = characters(text, *found).push(", at most ");
                characters(text, *most as usize).push(" allowed")
            }
            Self::Pattern { pattern, mismatch } => {
                let text = pattern.push_source(text.push("does not match "));
                mismatch.describe(text.push(": "), *pattern, sensitive)
            }
            Self::Enum { values, found } => {
                let text = if sensitive {
                    text.push("not listed")
                } else {
                    text.quoted(found).push(" is not listed")
                };
                let text = match nearest(found, values) {
                    Some(name) if !sensitive => text.push("; did you mean `").push(name).push("`?"),
                    _ => text,
                };
                text.push(" (listed: ").names(values).push(")")
            }
            Self::Below { least, found } => outside(text, *found, "below ", *least),
            Self::Above { most, found } => outside(text, *found, "above ", *most),
            Self::Time(fault) => fault.describe(text),
            Self::Currency(fault) => fault.describe(text),
            Self::Amount(words) | Self::Object(words) => text.push(words),
            Self::Unknown { nearest } => {
                let text = text.push("not in the definition");
                match nearest {
                    Some(name) => text.push("; did you mean `").push(name).push("`?"),
                    None => text,
                }
            }
        }
    }
}

/// `2 characters, at least 3 characters needed`
const fn too_short(text: Text, least: u32, found: usize) -> Text {
    let text = match found {
        0 => text.push("empty"),
        _ => characters(text, found),
    };
    characters(text.push(", at least "), least as usize).push(" needed")
}

/// `1 character`, `2 characters`
const fn characters(text: Text, count: usize) -> Text {
    let text = text.count(count);
    text.push(if count == 1 {
        " character"
    } else {
        " characters"
    })
}

/// `11 is above 10`
const fn outside(text: Text, found: Option<i64>, side: &str, edge: i64) -> Text {
    let text = match found {
        Some(found) => text.number(found).push(" is "),
        None => text,
    };
    text.push(side).number(edge)
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe(Text::new(), false).fmt(out)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, out)
    }
}
