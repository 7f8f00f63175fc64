//! What can be wrong with a value, in words.

use crate::currency::InvalidCurrency;
use crate::message::Message;
use crate::pattern::{Mismatch, Pattern};
use crate::suggest::nearest;
use crate::time::InvalidTime;
use core::fmt;

/// What is said of a value that should be a free object and is none.
pub const NO_OBJECT: &str = "no JSON object; send a map with text keys or a struct";

/// The message about a sensitive time that no event can have.
pub const NO_MOMENT: &str = "no moment that an event can name";

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
pub enum ViolationKind<'v> {
    /// Required, and not there.
    Missing,
    /// A value of another type; both as nouns with their article.
    Type {
        /// What the definition asks for.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A text with too few characters.
    TooShort {
        /// The least number of characters.
        min: u32,
        /// How many there are.
        found: usize,
    },
    /// A text with too many characters.
    TooLong {
        /// The greatest number of characters.
        max: u32,
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
    /// A path parameter that is `.` or `..`.
    DotSegment,
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
        min: i64,
        /// What is there, where 64 bits hold it.
        found: Option<i64>,
    },
    /// An integer above the most.
    Above {
        /// The greatest value.
        max: i64,
        /// What is there, where 64 bits hold it.
        found: Option<i64>,
    },
    /// An integer that is no multiple of another.
    NotMultiple {
        /// What it has to be a multiple of.
        of: i64,
        /// What is there.
        found: i64,
    },
    /// A number outside what the definition allows.
    OutOfBounds {
        /// `below`, `above`, `not below`, `not above`, `no multiple of`
        side: &'static str,
        /// The limit, as the definition writes it.
        limit: &'static str,
    },
    /// Another integer than the only one allowed.
    ConstInteger(i64),
    /// Another value than the only one allowed, as JSON.
    Const(&'static str),
    /// An array with too few entries.
    TooFew {
        /// The least number of entries.
        min: u32,
        /// How many there are.
        found: usize,
    },
    /// An array with too many entries.
    TooMany {
        /// The greatest number of entries.
        max: u32,
        /// How many there are.
        found: usize,
    },
    /// A field beside one that excludes it.
    Exclusive {
        /// The one that is there too.
        other: &'static str,
    },
    /// A count that is no moment.
    Time(InvalidTime),
    /// No currency.
    Currency(InvalidCurrency),
    /// An amount that minor units cannot express exactly.
    Amount(&'static str),
    /// An object that cannot be sent as one.
    Object(&'static str),
    /// A member that the definition does not list.
    Unknown {
        /// The nearest name that it lists.
        nearest: Option<&'static str>,
    },
}

impl ViolationKind<'_> {
    /// The rule that is broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Missing => Rule::Required,
            Self::Type { .. } => Rule::Type,
            Self::TooShort { .. } | Self::TooLong { .. } => Rule::Length,
            Self::Pattern { .. }
            | Self::DotSegment
            | Self::Currency(InvalidCurrency::Letters { .. }) => Rule::Pattern,
            Self::Enum { values: [_], .. } | Self::Const(_) | Self::ConstInteger(_) => Rule::Const,
            Self::Enum { .. } => Rule::Enum,
            Self::Below { .. }
            | Self::Above { .. }
            | Self::NotMultiple { .. }
            | Self::OutOfBounds { .. } => Rule::Range,
            Self::TooFew { .. } | Self::TooMany { .. } => Rule::Items,
            Self::Exclusive { .. } => Rule::Exclusive,
            Self::Time(_) => Rule::Time,
            Self::Currency(_) => Rule::Currency,
            Self::Amount(_) => Rule::Amount,
            Self::Object(_) => Rule::Object,
            Self::Unknown { .. } => Rule::Unknown,
        }
    }

    /// Describes the violation. Of a `sensitive` value, such as a voucher code, only offsets are shown.
    #[must_use]
    pub const fn describe(&self, text: Message, sensitive: bool) -> Message {
        match self {
            Self::Missing => text.push("required, but absent"),
            Self::Type { expected, found } => text
                .push("expected ")
                .push(expected)
                .push(", found ")
                .push(found),
            Self::TooShort { min, found } => too_short(text, *min, *found),
            Self::TooLong { max, found } => {
                let text = characters(text, *found).push(", at most ");
                characters(text, *max as usize).push(" allowed")
            }
            Self::Pattern { pattern, mismatch } => {
                let text = pattern.push_source(text.push("does not match "));
                mismatch.describe(text.push(": "), *pattern, sensitive)
            }
            Self::DotSegment => text.push("a segment of a path cannot be `.` or `..`"),
            Self::Enum { values, found } => listed(text, values, found, sensitive),
            Self::Time(_) if sensitive => text.push(NO_MOMENT),
            Self::Currency(_) if sensitive => text.push("no currency"),
            Self::Time(violation_kind) => violation_kind.describe(text),
            Self::Currency(violation_kind) => violation_kind.describe(text),
            Self::Amount(words) | Self::Object(words) => text.push(words),
            Self::Unknown { nearest } => {
                // The name of a member of a sensitive object is left out of the pointer.
                let text = text.push(if sensitive {
                    "has a member that is not in the definition"
                } else {
                    "not in the definition"
                });
                match nearest {
                    Some(name) => text.push("; did you mean `").push(name).push("`?"),
                    None => text,
                }
            }
            _ => self.describe_count(text, sensitive),
        }
    }

    /// What is wrong with a number, or with a number of members or entries.
    const fn describe_count(&self, text: Message, sensitive: bool) -> Message {
        match self {
            Self::Below { min, found } => outside(text, shown(*found, sensitive), "below ", *min),
            Self::Above { max, found } => outside(text, shown(*found, sensitive), "above ", *max),
            Self::NotMultiple { of, found } => {
                outside(text, shown(Some(*found), sensitive), "no multiple of ", *of)
            }
            Self::OutOfBounds { side, limit } => text.push(side).push(" ").push(limit),
            Self::Const(only) => text.push("only `").push(only).push("` is allowed"),
            Self::ConstInteger(only) => text.push("only `").number(*only).push("` is allowed"),
            Self::TooFew { min, found } => {
                let text = entries(text, *found).push(", at least ");
                entries(text, *min as usize).push(" needed")
            }
            Self::TooMany { max, found } => {
                let text = entries(text, *found).push(", at most ");
                entries(text, *max as usize).push(" allowed")
            }
            Self::Exclusive { other } => text
                .quoted(other)
                .push(" is there too; send one of the two"),
            _ => text,
        }
    }
}

/// `` `gbp` is not listed; did you mean `GBP`? (listed: `GBP`, `EUR`) ``
const fn listed(text: Message, values: &[&str], found: &str, sensitive: bool) -> Message {
    if let [only] = values {
        return text.push("only ").quoted(only).push(" is allowed");
    }
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

/// `2 characters, at least 3 characters needed`
const fn too_short(text: Message, min: u32, found: usize) -> Message {
    let text = match found {
        0 => text.push("empty"),
        _ => characters(text, found),
    };
    characters(text.push(", at least "), min as usize).push(" needed")
}

/// `1 character`, `2 characters`
const fn characters(text: Message, count: usize) -> Message {
    let text = text.count(count);
    text.push(if count == 1 {
        " character"
    } else {
        " characters"
    })
}

/// `1 entry`, `2 entries`
const fn entries(text: Message, count: usize) -> Message {
    let text = text.count(count);
    text.push(if count == 1 { " entry" } else { " entries" })
}

/// An integer that may be shown.
const fn shown(found: Option<i64>, sensitive: bool) -> Option<i64> {
    if sensitive { None } else { found }
}

/// `11 is above 10`
const fn outside(text: Message, found: Option<i64>, side: &str, edge: i64) -> Message {
    let text = match found {
        Some(found) => text.number(found).push(" is "),
        None => text,
    };
    text.push(side).number(edge)
}

impl fmt::Display for ViolationKind<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe(Message::new(), false).fmt(out)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, out)
    }
}
