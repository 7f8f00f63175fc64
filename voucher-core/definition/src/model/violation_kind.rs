//! What can be wrong with a value, and the message that says so.

use super::field::OneOf;
use crate::currency::InvalidCurrency;
use crate::format::InvalidFormat;
use crate::message::Message;
use crate::pattern::{Mismatch, Pattern};
use crate::time::InvalidTime;
use core::fmt;

/// The message about a value that has to be a JSON object.
pub const NOT_AN_OBJECT: &str = "expected a JSON object; send a map with string keys, or a struct";

/// The message about a sensitive time outside the accepted range.
pub const NOT_A_TIME: &str = "the time is outside the accepted range";

/// The rule that a value breaks. Programs can match on it, or on its [`code`](Self::code), which logs and metrics can keep.
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
    /// The object or map has too few or too many members, or a key that is not allowed.
    Members,
    /// No alternative accepts the value, or several do and only one may.
    OneOf,
    /// The value is nested too deeply.
    Depth,
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
    /// The object or map has too few members.
    TooFewMembers {
        /// The minimum number of members.
        min: u32,
        /// The number of members.
        found: usize,
    },
    /// The object or map has too many members.
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
    /// Several alternatives accept the value, and only one may.
    SeveralAlternatives {
        /// The names of the first two that accept it.
        names: [&'static str; 2],
    },
    /// The value is nested too deeply.
    TooDeep {
        /// The maximum number of values within each other that have the same definition.
        max: u32,
    },
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

impl Rule {
    /// Every rule, in the order of their declaration.
    pub const ALL: &'static [Self] = &[
        Self::Required,
        Self::Type,
        Self::Pattern,
        Self::Format,
        Self::Enum,
        Self::Const,
        Self::Range,
        Self::Length,
        Self::Items,
        Self::Members,
        Self::OneOf,
        Self::Depth,
        Self::Time,
        Self::Currency,
        Self::Amount,
        Self::Object,
        Self::Unknown,
        Self::Exclusive,
        Self::Check,
    ];

    /// Returns the code of the rule: its name in lower case, as in `required` or `one-of`. The code of a rule never changes, and
    /// reports of the `voucher` command use the same.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type => "type",
            Self::Pattern => "pattern",
            Self::Format => "format",
            Self::Enum => "enum",
            Self::Const => "const",
            Self::Range => "range",
            Self::Length => "length",
            Self::Items => "items",
            Self::Members => "members",
            Self::OneOf => "one-of",
            Self::Depth => "depth",
            Self::Time => "time",
            Self::Currency => "currency",
            Self::Amount => "amount",
            Self::Object => "object",
            Self::Unknown => "unknown",
            Self::Exclusive => "exclusive",
            Self::Check => "check",
        }
    }
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
            Self::NoAlternative(_) | Self::SeveralAlternatives { .. } => Rule::OneOf,
            Self::TooDeep { .. } => Rule::Depth,
            Self::Exclusive { .. } => Rule::Exclusive,
            Self::Time(_) => Rule::Time,
            Self::Currency(_) => Rule::Currency,
            Self::Amount(_) => Rule::Amount,
            Self::Object(_) => Rule::Object,
            Self::Unknown { .. } => Rule::Unknown,
        }
    }
}

impl fmt::Display for ViolationKind<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe(Message::new(), false).fmt(out)
    }
}

/// Writes the [`code`](Rule::code).
impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}
