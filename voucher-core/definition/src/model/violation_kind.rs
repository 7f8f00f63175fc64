//! What can be wrong with a value, and the message that says so.

use super::field::{Field, Kind, OneOf, Selector};
use crate::currency::InvalidCurrency;
use crate::format::InvalidFormat;
use crate::message::Message;
use crate::pattern::{Mismatch, Pattern};
use crate::suggest::nearest;
use crate::time::InvalidTime;
use core::fmt;

/// The message about a value that has to be a JSON object.
pub const NOT_AN_OBJECT: &str = "expected a JSON object; send a map with string keys, or a struct";

/// The message about a sensitive time outside the accepted range.
pub const NOT_A_TIME: &str = "the time is outside the accepted range";

/// The rule that a value breaks. Programs can match on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// A required value is missing.
    Required,
    /// The value has the wrong JSON type.
    Type,
    /// The string does not match the pattern.
    Pattern,
    /// The string is not a date, a date and time or a UUID.
    Format,
    /// The string is not one of the listed values.
    Enum,
    /// The value is not the only allowed one.
    Const,
    /// The number is outside its range.
    Range,
    /// The string is too short or too long.
    Length,
    /// The array has too few, too many or equal elements.
    Items,
    /// The map has too few or too many members, or a key that is not allowed.
    Members,
    /// No alternative accepts the value.
    OneOf,
    /// The time is outside the accepted range.
    Time,
    /// The three letters are not a currency code.
    Currency,
    /// The amount is not a whole number of minor units.
    Amount,
    /// The value is not a JSON object, or its members cannot be sent.
    Object,
    /// The member is not in the definition.
    Unknown,
    /// Two mutually exclusive members are present.
    Exclusive,
    /// The user's own check or conversion rejected the value.
    Check,
}

/// What is wrong with a value. A [`Violation`](crate::Violation) also says where the value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ViolationKind<'v> {
    /// The field is required and missing.
    Missing,
    /// The value has the wrong type. Both types are nouns with their article: `an integer`.
    Type {
        /// The type in the definition.
        expected: &'static str,
        /// The type of the value.
        found: &'static str,
    },
    /// The string has too few characters.
    TooShort {
        /// The minimum number of characters.
        min: u32,
        /// The number of characters.
        found: usize,
    },
    /// The string has too many characters.
    TooLong {
        /// The maximum number of characters.
        max: u32,
        /// The number of characters.
        found: usize,
    },
    /// The string does not match the pattern.
    Pattern {
        /// The pattern.
        pattern: Pattern,
        /// Where the string stops matching.
        mismatch: Mismatch,
    },
    /// The path parameter is `.` or `..`.
    DotSegment,
    /// The string does not have the format of its kind.
    Format(InvalidFormat),
    /// The string is not one of the listed values.
    Enum {
        /// The listed values.
        values: &'static [&'static str],
        /// The string.
        found: &'v str,
    },
    /// The integer is not one of the listed values.
    EnumInteger {
        /// The listed values.
        values: &'static [i64],
        /// The integer.
        found: i64,
    },
    /// The integer is below the minimum.
    Below {
        /// The minimum.
        min: i64,
        /// The integer, if it fits in 64 bits.
        found: Option<i64>,
    },
    /// The integer is above the maximum.
    Above {
        /// The maximum.
        max: i64,
        /// The integer, if it fits in 64 bits.
        found: Option<i64>,
    },
    /// The integer is not a multiple of another one.
    NotMultiple {
        /// The integer that it has to be a multiple of.
        of: i64,
        /// The integer.
        found: i64,
    },
    /// The number is outside its bounds.
    OutOfBounds {
        /// The comparison that fails: `at least`, `at most`, `more than`, `less than` or `a multiple of`.
        expected: &'static str,
        /// The limit, as the definition writes it.
        limit: &'static str,
    },
    /// The integer is not the only allowed one.
    ConstInteger(i64),
    /// The value is not the only allowed one, which is given as JSON.
    Const(&'static str),
    /// The array has too few elements.
    TooFew {
        /// The minimum number of elements.
        min: u32,
        /// The number of elements.
        found: usize,
    },
    /// The array has too many elements.
    TooMany {
        /// The maximum number of elements.
        max: u32,
        /// The number of elements.
        found: usize,
    },
    /// Two elements are equal.
    Duplicate {
        /// The index of the first of them.
        first: usize,
    },
    /// The map has too few members.
    TooFewMembers {
        /// The minimum number of members.
        min: u32,
        /// The number of members.
        found: usize,
    },
    /// The map has too many members.
    TooManyMembers {
        /// The maximum number of members.
        max: u32,
        /// The number of members.
        found: usize,
    },
    /// Two keys of the map are the same string.
    DuplicateKey,
    /// Exactly one of these fields has to be present, and none is.
    NoneOf {
        /// The names of the fields.
        names: &'static [&'static str],
    },
    /// No alternative accepts the value.
    NoAlternative(&'static OneOf),
    /// A mutually exclusive field is also present.
    Exclusive {
        /// The name of that field.
        other: &'static str,
    },
    /// The time is outside the accepted range.
    Time(InvalidTime),
    /// The string is not a currency code.
    Currency(InvalidCurrency),
    /// The amount is not a whole number of minor units. The message says why.
    Amount(&'static str),
    /// The object cannot be sent. The message says why.
    Object(&'static str),
    /// The member is not in the definition.
    Unknown {
        /// The field that was probably meant.
        nearest: Option<&'static str>,
    },
}

impl ViolationKind<'_> {
    /// Returns the rule that the value breaks.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Missing | Self::NoneOf { .. } => Rule::Required,
            Self::Type { .. } => Rule::Type,
            Self::TooShort { .. } | Self::TooLong { .. } => Rule::Length,
            Self::Pattern { .. }
            | Self::DotSegment
            | Self::Currency(InvalidCurrency::Letters { .. }) => Rule::Pattern,
            Self::Format(_) => Rule::Format,
            Self::Enum { values: [_], .. } | Self::Const(_) | Self::ConstInteger(_) => Rule::Const,
            Self::Enum { .. } | Self::EnumInteger { .. } => Rule::Enum,
            Self::Below { .. }
            | Self::Above { .. }
            | Self::NotMultiple { .. }
            | Self::OutOfBounds { .. } => Rule::Range,
            Self::TooFew { .. } | Self::TooMany { .. } | Self::Duplicate { .. } => Rule::Items,
            Self::TooFewMembers { .. } | Self::TooManyMembers { .. } | Self::DuplicateKey => {
                Rule::Members
            }
            Self::NoAlternative(_) => Rule::OneOf,
            Self::Exclusive { .. } => Rule::Exclusive,
            Self::Time(_) => Rule::Time,
            Self::Currency(_) => Rule::Currency,
            Self::Amount(_) => Rule::Amount,
            Self::Object(_) => Rule::Object,
            Self::Unknown { .. } => Rule::Unknown,
        }
    }

    /// Appends a description of the violation. Of a `sensitive` value, such as a voucher code, only lengths and offsets are
    /// shown.
    #[must_use]
    pub const fn describe(&self, message: Message, sensitive: bool) -> Message {
        match self {
            Self::Missing => message.push("required, but missing"),
            Self::Type { expected, found } => {
                let message = message.push("expected ").push(expected);
                message.push(", found ").push(found)
            }
            Self::TooShort { min, found } => {
                let message = characters(message.push("expected at least "), *min as usize);
                match found {
                    0 => message.push(", found an empty string"),
                    _ => message.push(", found ").count(*found),
                }
            }
            Self::TooLong { max, found } => {
                let message = characters(message.push("expected at most "), *max as usize);
                message.push(", found ").count(*found)
            }
            Self::Pattern { pattern, mismatch } => {
                let message = pattern.push_source(message.push("does not match "));
                mismatch.describe(message.push(": "), *pattern, sensitive)
            }
            Self::DotSegment => message.push("a path segment cannot be `.` or `..`"),
            Self::Format(error) => error.describe(message, sensitive),
            Self::Enum { values, found } => describe_enum(message, values, found, sensitive),
            Self::NoneOf { names } => {
                let message = message.push("exactly one of ").names(names);
                message.push(" is required, but all are missing")
            }
            Self::NoAlternative(one_of) => describe_alternatives(message, one_of),
            Self::DuplicateKey => message.push("duplicate key; send it once"),
            Self::Time(_) if sensitive => message.push(NOT_A_TIME),
            Self::Currency(_) if sensitive => message.push("not a currency code"),
            Self::Time(error) => error.describe(message),
            Self::Currency(error) => error.describe(message),
            Self::Amount(text) | Self::Object(text) => message.push(text),
            Self::Unknown { nearest } => {
                // The pointer does not contain the name of a member of a sensitive object.
                let message = message.push(if sensitive {
                    "has a member that is not in the definition"
                } else {
                    "not in the definition"
                });
                match nearest {
                    Some(name) => message.push("; did you mean `").push(name).push("`?"),
                    None => message,
                }
            }
            Self::Below { .. }
            | Self::Above { .. }
            | Self::NotMultiple { .. }
            | Self::OutOfBounds { .. }
            | Self::Const(_)
            | Self::ConstInteger(_)
            | Self::TooFew { .. }
            | Self::TooMany { .. }
            | Self::EnumInteger { .. }
            | Self::Duplicate { .. }
            | Self::TooFewMembers { .. }
            | Self::TooManyMembers { .. }
            | Self::Exclusive { .. } => self.describe_number(message, sensitive),
        }
    }

    /// Appends a description of what is wrong with the key of a map.
    #[must_use]
    pub const fn describe_key(&self, message: Message, sensitive: bool) -> Message {
        self.describe(message.push("invalid key: "), sensitive)
    }

    /// Describes what is wrong with a number, or with the number of members or elements.
    const fn describe_number(&self, message: Message, sensitive: bool) -> Message {
        match self {
            Self::Below { min, found } => {
                let message = message.push("expected at least ").number(*min);
                found_integer(message, *found, sensitive)
            }
            Self::Above { max, found } => {
                let message = message.push("expected at most ").number(*max);
                found_integer(message, *found, sensitive)
            }
            Self::NotMultiple { of, found } => {
                let message = message.push("expected a multiple of ").number(*of);
                found_integer(message, Some(*found), sensitive)
            }
            Self::OutOfBounds { expected, limit } => {
                let message = message.push("expected ").push(expected);
                message.push(" ").push(limit)
            }
            Self::Const(only) => message.push("only `").push(only).push("` is allowed"),
            Self::ConstInteger(only) => message.push("only `").number(*only).push("` is allowed"),
            Self::TooFew { min, found } => {
                let message = elements(message.push("expected at least "), *min as usize);
                message.push(", found ").count(*found)
            }
            Self::TooMany { max, found } => {
                let message = elements(message.push("expected at most "), *max as usize);
                message.push(", found ").count(*found)
            }
            Self::EnumInteger { values, found } => {
                let message = message.push("expected one of ").integers(values);
                found_integer(message, Some(*found), sensitive)
            }
            Self::Duplicate { first } => {
                let message = message.push("equal to element ").count(*first);
                message.push("; elements must be different")
            }
            Self::TooFewMembers { min, found } => {
                let message = members(message.push("expected at least "), *min as usize);
                message.push(", found ").count(*found)
            }
            Self::TooManyMembers { max, found } => {
                let message = members(message.push("expected at most "), *max as usize);
                message.push(", found ").count(*found)
            }
            Self::Exclusive { other } => {
                let message = message.push("mutually exclusive with ").quoted(other);
                message.push("; send only one of them")
            }
            Self::Missing
            | Self::Type { .. }
            | Self::TooShort { .. }
            | Self::TooLong { .. }
            | Self::Pattern { .. }
            | Self::DotSegment
            | Self::Format(_)
            | Self::Enum { .. }
            | Self::Time(_)
            | Self::Currency(_)
            | Self::Amount(_)
            | Self::Object(_)
            | Self::NoneOf { .. }
            | Self::NoAlternative(_)
            | Self::DuplicateKey
            | Self::Unknown { .. } => message,
        }
    }
}

/// Appends ``unknown value `gbp`; did you mean `GBP`? (expected one of `GBP`, `EUR`)``.
const fn describe_enum(message: Message, values: &[&str], found: &str, sensitive: bool) -> Message {
    if let [only] = values {
        return message.push("only ").quoted(only).push(" is allowed");
    }
    let message = message.push("unknown value");
    let message = if sensitive {
        message
    } else {
        message.push(" ").quoted(found)
    };
    let message = match nearest(found, values) {
        Some(name) if !sensitive => message.push("; did you mean `").push(name).push("`?"),
        _ => message,
    };
    message.push(" (expected one of ").names(values).push(")")
}

/// Appends the values of the property that selects an alternative, or the names of the alternatives.
const fn describe_alternatives(message: Message, one_of: &OneOf) -> Message {
    let mut message = match one_of.selector {
        Selector::Tag(_) => message.push("expected one of "),
        Selector::Type | Selector::Any => message.push("matches none of the alternatives "),
    };
    let mut at = 0;
    while at < one_of.alternatives.len() {
        let alternative = &one_of.alternatives[at];
        if at > 0 {
            message = message.push(", ");
        }
        message = match alternative.tag(one_of.selector) {
            Some(Field {
                kind: Kind::Enum,
                values,
                ..
            }) => message.names(values),
            Some(Field { min, max, .. }) if *min == *max => {
                message.push("`").number(*min).push("`")
            }
            Some(Field { integers, .. }) if !integers.is_empty() => message.integers(integers),
            Some(Field { values, .. }) => message.names(values),
            None => message.quoted(alternative.name),
        };
        at += 1;
    }
    message
}

/// Appends `1 character` or `2 characters`.
const fn characters(message: Message, count: usize) -> Message {
    let message = message.count(count).push(" character");
    if count == 1 {
        message
    } else {
        message.push("s")
    }
}

/// Appends `1 element` or `2 elements`.
const fn elements(message: Message, count: usize) -> Message {
    let message = message.count(count).push(" element");
    if count == 1 {
        message
    } else {
        message.push("s")
    }
}

/// Appends `1 member` or `2 members`.
const fn members(message: Message, count: usize) -> Message {
    let message = message.count(count).push(" member");
    if count == 1 {
        message
    } else {
        message.push("s")
    }
}

/// Appends `, found 11`, if the integer is known and may be shown.
const fn found_integer(message: Message, found: Option<i64>, sensitive: bool) -> Message {
    match found {
        Some(found) if !sensitive => message.push(", found ").number(found),
        _ => message,
    }
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
