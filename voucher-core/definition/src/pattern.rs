//! Patterns, matched without a regex engine. The patterns in the API's documentation have hand-written matchers, so shipped
//! definitions need no pattern compiler; all others are compiled to tables.

#[cfg(feature = "pattern")]
mod compile;
mod compiled;
#[cfg(feature = "pattern")]
mod dialect;
#[cfg(feature = "pattern")]
mod error;
mod event_type;
mod mismatch;

use crate::const_str::character_at;
use crate::message::Message;

#[cfg(feature = "pattern")]
pub use compile::{Owned, compile, compile_without_count};
pub use compiled::{Compiled, transitions};
#[cfg(feature = "pattern")]
pub use error::PatternError;
pub use mismatch::Mismatch;

/// A pattern. The same matcher checks constants in the compiler and values in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// `^[a-zA-Z]{3}$`, the pattern of a currency.
    Currency,
    /// `^[a-zA-Z0-9][a-zA-Z0-9-_]*$`, the pattern of `eventType`.
    EventType,
    /// `^[a-z0-9.-]+$`, the pattern of an app's domain.
    Domain,
    /// Any other pattern, compiled to a table.
    Compiled(&'static Compiled<'static>),
}

impl Pattern {
    /// The patterns in the API's documentation.
    pub const DOCUMENTED: [Self; 3] = [Self::Currency, Self::EventType, Self::Domain];

    /// Returns the pattern as its definition writes it. `$` is the very end: no line feed may follow.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Currency => "^[a-zA-Z]{3}$",
            Self::EventType => "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
            Self::Domain => "^[a-z0-9.-]+$",
            Self::Compiled(table) => table.source,
        }
    }

    /// Appends the source in backticks. A long one is cut, so that the message has room for what is wrong.
    pub(crate) const fn push_source(self, message: Message) -> Message {
        let source = self.source();
        if source.len() <= 160 {
            message.push("`").push(source).push("`")
        } else {
            message.quoted(source)
        }
    }

    /// Checks whether a string matches.
    ///
    /// # Errors
    /// The first offset at which no match is possible anymore.
    #[inline]
    pub const fn check(self, text: &str) -> Result<(), Mismatch> {
        match self {
            Self::Compiled(table) => table.check(text),
            Self::Currency | Self::EventType | Self::Domain if self.matches_documented(text) => {
                Ok(())
            }
            Self::Currency | Self::EventType | Self::Domain => Err(self.mismatch(text)),
        }
    }

    /// Returns where a string that does not match stops matching.
    #[cold]
    const fn mismatch(self, text: &str) -> Mismatch {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.is_allowed_at(at, bytes[at]) {
            at += 1;
        }
        let expected = match self {
            Self::Currency if at < 3 => "a letter",
            Self::Currency => "the end of the string",
            Self::Domain => "a lower-case letter, a digit, `.` or `-`",
            Self::EventType | Self::Compiled(_) if at == 0 => "a letter or digit",
            Self::EventType | Self::Compiled(_) => "a letter, a digit, `-` or `_`",
        };
        Mismatch {
            at,
            found: character_at(text, at),
            expected,
            state: 0,
        }
    }

    /// Returns whether no matching string contains a character that JSON escapes.
    #[inline]
    #[must_use]
    pub const fn is_plain(self) -> bool {
        match self {
            Self::Currency | Self::EventType | Self::Domain => true,
            Self::Compiled(table) => table.is_plain,
        }
    }

    /// Returns whether a string matches. Cheaper than [`check`](Self::check), which also returns where it does not.
    #[inline]
    #[must_use]
    pub const fn matches(self, text: &str) -> bool {
        match self {
            Self::Compiled(table) => table.matches(text),
            Self::Currency | Self::EventType | Self::Domain => self.matches_documented(text),
        }
    }

    /// Returns whether a string matches; `false` for a compiled pattern.
    #[inline]
    const fn matches_documented(self, text: &str) -> bool {
        match self {
            Self::Currency => match text.as_bytes() {
                [first, second, third] => {
                    first.is_ascii_alphabetic()
                        && second.is_ascii_alphabetic()
                        && third.is_ascii_alphabetic()
                }
                _ => false,
            },
            Self::EventType => event_type::matches(text.as_bytes()),
            Self::Domain => is_domain(text.as_bytes()),
            Self::Compiled(_) => false,
        }
    }

    /// Returns whether one of the documented patterns allows this byte at this offset.
    const fn is_allowed_at(self, at: usize, byte: u8) -> bool {
        match self {
            Self::Currency => at < 3 && byte.is_ascii_alphabetic(),
            Self::Domain => is_in_domain(byte),
            Self::EventType | Self::Compiled(_) => event_type::is_allowed_at(at, byte),
        }
    }
}

/// Returns whether an app's domain matches.
const fn is_domain(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() && is_in_domain(text[at]) {
        at += 1;
    }
    at > 0 && at == text.len()
}

const fn is_in_domain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
}

impl Mismatch {
    /// Describes the mismatch: `expected a letter at byte 1, found a space`. Of a sensitive value, only the offset is shown.
    pub(crate) const fn describe(
        &self,
        message: Message,
        pattern: Pattern,
        sensitive: bool,
    ) -> Message {
        match pattern {
            // What can follow would reveal what comes before.
            Pattern::Compiled(_) if sensitive => self.describe_offset(message),
            Pattern::Compiled(table) => table.describe(message, self),
            Pattern::Currency | Pattern::EventType | Pattern::Domain if sensitive => {
                let message = message.push("expected ").push(self.expected);
                message.push(" at byte ").count(self.at)
            }
            Pattern::Currency | Pattern::EventType | Pattern::Domain => {
                let message = message.push("expected ").push(self.expected);
                self.describe_found(message)
            }
        }
    }

    const fn describe_offset(&self, message: Message) -> Message {
        match self.found {
            None if self.at == 0 => message.push("the string is empty"),
            None => message.push("the string ends at byte ").count(self.at),
            Some(_) => message.push("mismatch at byte ").count(self.at),
        }
    }

    /// Appends ` at byte 3, found a space`.
    pub(crate) const fn describe_found(&self, message: Message) -> Message {
        match self.found {
            None if self.at == 0 => message.push(", found an empty string"),
            None => {
                let message = message.push(" at byte ").count(self.at);
                message.push(", found the end of the string")
            }
            Some(found) => {
                let message = message.push(" at byte ").count(self.at);
                message.push(", found ").character(found)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn position(pattern: Pattern, text: &str) -> Option<(usize, Option<char>)> {
        pattern
            .check(text)
            .err()
            .map(|mismatch| (mismatch.at, mismatch.found))
    }

    #[test]
    fn matching_a_block_at_once_agrees_with_matching_byte_by_byte() {
        for pattern in Pattern::DOCUMENTED {
            for length in 0..50 {
                for at in 0..length {
                    for byte in 0..=0x7f_u8 {
                        let mut text = alloc::vec![b'z'; length];
                        text[at] = byte;
                        let text = alloc::string::String::from_utf8(text).unwrap();
                        let found = pattern.mismatch(&text).at == length
                            && (length == 3 || pattern != Pattern::Currency)
                            && (length > 0 || pattern != Pattern::Domain);
                        assert_eq!(pattern.matches(&text), found, "{text:?}");
                        if pattern == Pattern::EventType {
                            let is_short = found && length < 16;
                            assert_eq!(Pattern::is_short_event_type(&text), is_short, "{text:?}");
                        }
                    }
                }
                let text = "é".repeat(length);
                assert!(!pattern.matches(&text), "{text:?}");
                assert!(!Pattern::is_short_event_type(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn a_mismatch_names_its_first_byte() {
        for (text, expected) in [
            ("GBP", None),
            ("gbp", None),
            ("G1P", Some((1, Some('1')))),
            ("GB", Some((2, None))),
            ("GBPX", Some((3, Some('X')))),
            ("GBP\n", Some((3, Some('\n')))),
            ("", Some((0, None))),
            ("£BP", Some((0, Some('£')))),
        ] {
            assert_eq!(position(Pattern::Currency, text), expected, "{text:?}");
        }
        for (text, expected) in [
            ("shop.example-1.com", None),
            ("-", None),
            ("Shop.com", Some((0, Some('S')))),
            ("shop_1.com", Some((4, Some('_')))),
            ("shöp.com", Some((2, Some('ö')))),
            ("a\n", Some((1, Some('\n')))),
            ("", Some((0, None))),
        ] {
            assert_eq!(position(Pattern::Domain, text), expected, "{text:?}");
        }
        for (text, expected) in [
            ("a", None),
            ("order-created_2", None),
            ("-a", Some((0, Some('-')))),
            ("_a", Some((0, Some('_')))),
            ("a b", Some((1, Some(' ')))),
            ("a.b", Some((1, Some('.')))),
            ("a\n", Some((1, Some('\n')))),
            ("", Some((0, None))),
        ] {
            assert_eq!(position(Pattern::EventType, text), expected, "{text:?}");
        }
    }
}
