//! The messages about violations.

use super::field::{Field, Kind, OneOf, Selector};
use super::violation_kind::{NOT_A_TIME, ViolationKind};
use crate::message::Message;
use crate::suggest::nearest;

impl ViolationKind<'_> {
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
            Self::TooShort { .. }
            | Self::TooLong { .. }
            | Self::Pattern { .. }
            | Self::DotSegment
            | Self::Format(_)
            | Self::Enum { .. }
            | Self::Time(_)
            | Self::Currency(_) => self.describe_string(message, sensitive),
            Self::Below { .. }
            | Self::Above { .. }
            | Self::NotMultiple { .. }
            | Self::OutOfBounds { .. }
            | Self::Const(_)
            | Self::ConstInteger(_)
            | Self::EnumInteger { .. }
            | Self::Amount(_) => self.describe_number(message, sensitive),
            Self::TooFew { .. }
            | Self::TooMany { .. }
            | Self::Duplicate { .. }
            | Self::TooFewMembers { .. }
            | Self::TooManyMembers { .. }
            | Self::DuplicateKey
            | Self::NoneOf { .. }
            | Self::NoAlternative(_)
            | Self::SeveralAlternatives { .. }
            | Self::TooDeep { .. }
            | Self::Exclusive { .. }
            | Self::Object(_)
            | Self::Unknown { .. } => self.describe_content(message, sensitive),
        }
    }

    /// Appends a description of what is wrong with the key of a map.
    #[must_use]
    pub const fn describe_key(&self, message: Message, sensitive: bool) -> Message {
        self.describe(message.push("invalid key: "), sensitive)
    }

    /// Describes what is wrong with a string, or with a time.
    const fn describe_string(&self, message: Message, sensitive: bool) -> Message {
        match self {
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
            Self::Time(_) if sensitive => message.push(NOT_A_TIME),
            Self::Currency(_) if sensitive => message.push("not a currency code"),
            Self::Time(error) => error.describe(message),
            Self::Currency(error) => error.describe(message),
            _ => message,
        }
    }

    /// Describes what is wrong with a number, or with a value of which only one is allowed.
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
            Self::EnumInteger { values, found } => {
                let message = message.push("expected one of ").integers(values);
                found_integer(message, Some(*found), sensitive)
            }
            Self::Amount(text) => message.push(text),
            _ => message,
        }
    }

    /// Describes what is wrong with the elements or members of a value.
    const fn describe_content(&self, message: Message, sensitive: bool) -> Message {
        match self {
            Self::TooFew { min, found } => {
                let message = elements(message.push("expected at least "), *min as usize);
                message.push(", found ").count(*found)
            }
            Self::TooMany { max, found } => {
                let message = elements(message.push("expected at most "), *max as usize);
                message.push(", found ").count(*found)
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
            Self::DuplicateKey => message.push("duplicate key; send it once"),
            Self::NoneOf { names } => {
                let message = message.push("exactly one of ").names(names);
                message.push(" is required, but all are missing")
            }
            Self::NoAlternative(one_of) => describe_no_alternative(message, one_of),
            Self::SeveralAlternatives { names } => describe_several(message, names),
            Self::TooDeep { max } => {
                let message = message.push("nested more than ").count(*max as usize);
                message.push(" levels deep")
            }
            Self::Exclusive { other } => {
                let message = message.push("mutually exclusive with ").quoted(other);
                message.push("; send only one of them")
            }
            Self::Object(text) => message.push(text),
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
            _ => message,
        }
    }
}

/// Appends ``unknown value `gbp`; did you mean `GBP`? (expected one of `GBP`, `EUR`)``.
const fn describe_enum(message: Message, values: &[&str], found: &str, sensitive: bool) -> Message {
    match values {
        [] => return message.push("only `null` is allowed"),
        [only] => return message.push("only ").quoted(only).push(" is allowed"),
        _ => {}
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

/// Appends that no alternative accepts a value.
const fn describe_no_alternative(message: Message, one_of: &OneOf) -> Message {
    let message = match one_of.selector {
        Selector::Tag(_) => message.push("expected one of "),
        Selector::Type | Selector::Any | Selector::One => {
            message.push("matches none of the alternatives ")
        }
    };
    describe_alternatives(message, one_of)
}

/// Appends the values of the property that selects an alternative, or the names of the alternatives.
pub(super) const fn describe_alternatives(mut message: Message, one_of: &OneOf) -> Message {
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
            Some(Field {
                kind: Kind::Text | Kind::Identifier,
                ..
            }) => message.push("any other string"),
            Some(Field { integers, .. }) if !integers.is_empty() => message.integers(integers),
            Some(Field { values, .. }) => message.names(values),
            None => message.quoted(alternative.name),
        };
        at += 1;
    }
    message
}

/// Appends the names of two alternatives that both accept a value.
const fn describe_several(message: Message, [one, other]: &[&str; 2]) -> Message {
    let message = message.push("expected a value of exactly one alternative, found one of both ");
    message.quoted(one).push(" and ").quoted(other)
}

/// Appends `1 character` or `2 characters`.
pub(super) const fn characters(message: Message, count: usize) -> Message {
    let message = message.count(count).push(" character");
    if count == 1 {
        message
    } else {
        message.push("s")
    }
}

/// Appends `1 element` or `2 elements`.
pub(super) const fn elements(message: Message, count: usize) -> Message {
    let message = message.count(count).push(" element");
    if count == 1 {
        message
    } else {
        message.push("s")
    }
}

/// Appends `1 member` or `2 members`.
pub(super) const fn members(message: Message, count: usize) -> Message {
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
