//! What a rule expects, without what was found: the part of a violation that does not depend on the value.

use super::description::{characters, describe_alternatives, elements, members};
use super::violation_kind::ViolationKind;
use crate::message::Message;

impl ViolationKind<'_> {
    /// Returns what the rule expects, as a noun: `at least 2 characters`. It never depends on the value.
    #[must_use]
    pub const fn expected(&self) -> Message {
        let message = Message::new();
        match self {
            Self::Missing => message.push("a value"),
            Self::Type { expected, .. } => message.push(expected),
            Self::TooShort { min, .. } => characters(message.push("at least "), *min as usize),
            Self::TooLong { max, .. } => characters(message.push("at most "), *max as usize),
            Self::Pattern { pattern, .. } => {
                pattern.push_source(message.push("a string that matches "))
            }
            Self::DotSegment => message.push("a path segment other than `.` and `..`"),
            Self::Format(error) => {
                let message = message.push("a string like `").push(error.format.example());
                message.push("`")
            }
            Self::Time(_) => message.push("Unix milliseconds from 1973-03-03 to 9999-12-31"),
            Self::Currency(_) => message.push("a currency code of three letters"),
            Self::Amount(_) => message.push("a whole number of minor units"),
            Self::Object(_) => message.push("a JSON object"),
            Self::Unknown { .. } => message.push("a member of the definition"),
            Self::Enum { .. }
            | Self::EnumInteger { .. }
            | Self::Below { .. }
            | Self::Above { .. }
            | Self::NotMultiple { .. }
            | Self::OutOfBounds { .. }
            | Self::ConstInteger(_)
            | Self::Const(_) => self.expected_number(message),
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
            | Self::Exclusive { .. } => self.expected_content(message),
        }
    }

    /// Appends which numbers, or which listed values, are expected.
    const fn expected_number(&self, message: Message) -> Message {
        match self {
            Self::Enum { values: [only], .. } => message.quoted(only),
            Self::Enum { values, .. } => message.push("one of ").names(values),
            Self::EnumInteger { values, .. } => message.push("one of ").integers(values),
            Self::Below { min, .. } => message.push("at least ").number(*min),
            Self::Above { max, .. } => message.push("at most ").number(*max),
            Self::NotMultiple { of, .. } => message.push("a multiple of ").number(*of),
            Self::OutOfBounds { expected, limit } => message.push(expected).push(" ").push(limit),
            Self::ConstInteger(only) => message.push("`").number(*only).push("`"),
            Self::Const(only) => message.push("`").push(only).push("`"),
            _ => message,
        }
    }

    /// Appends which elements or members are expected.
    const fn expected_content(&self, message: Message) -> Message {
        match self {
            Self::TooFew { min, .. } => elements(message.push("at least "), *min as usize),
            Self::TooMany { max, .. } => elements(message.push("at most "), *max as usize),
            Self::Duplicate { .. } => message.push("different elements"),
            Self::TooFewMembers { min, .. } => members(message.push("at least "), *min as usize),
            Self::TooManyMembers { max, .. } => members(message.push("at most "), *max as usize),
            Self::DuplicateKey => message.push("different keys"),
            Self::NoneOf { names } => message.push("exactly one of ").names(names),
            Self::NoAlternative(one_of) => describe_alternatives(message.push("one of "), one_of),
            Self::SeveralAlternatives { .. } => message.push("a value of exactly one alternative"),
            Self::TooDeep { max } => {
                let message = message.push("at most ").count(*max as usize);
                message.push(" levels")
            }
            Self::Exclusive { other } => {
                let message = message.push("not both it and ");
                message.quoted(other)
            }
            _ => message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn what_is_expected_does_not_contain_what_was_found() {
        for (violation_kind, expected) in [
            (ViolationKind::Missing, "a value"),
            (
                ViolationKind::TooShort { min: 1, found: 0 },
                "at least 1 character",
            ),
            (
                ViolationKind::Enum {
                    values: &["A", "B"],
                    found: "c",
                },
                "one of `A`, `B`",
            ),
            (
                ViolationKind::Enum {
                    values: &["A"],
                    found: "c",
                },
                "`A`",
            ),
            (
                ViolationKind::Above {
                    max: 3,
                    found: Some(4),
                },
                "at most 3",
            ),
            (
                ViolationKind::TooManyMembers { max: 2, found: 3 },
                "at most 2 members",
            ),
            (
                ViolationKind::NoneOf { names: &["a", "b"] },
                "exactly one of `a`, `b`",
            ),
            (
                ViolationKind::Exclusive { other: "a" },
                "not both it and `a`",
            ),
        ] {
            assert_eq!(violation_kind.expected().to_string(), expected);
        }
    }
}
