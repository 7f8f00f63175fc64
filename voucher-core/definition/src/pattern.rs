//! Patterns, as matchers that need no regex engine: the two that the API documents, and the tables of all others.

#[cfg(feature = "pattern")]
mod compile;
mod compiled;
#[cfg(feature = "pattern")]
mod dialect;

use crate::const_str::character_at;
use crate::message::Message;
use core::hint::black_box;

#[cfg(feature = "pattern")]
pub use compile::{Owned, compile};
pub use compiled::{Compiled, Table};
#[cfg(feature = "pattern")]
pub use dialect::PatternError;

/// A pattern. The same matcher runs in the compiler (on a constant) and in the program (on a value).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pattern {
    /// `^[a-zA-Z]{3}$`, the pattern of a currency.
    Currency,
    /// `^[a-zA-Z0-9][a-zA-Z0-9-_]*$`, the pattern of `eventType`.
    EventType,
    /// Any other: the table of its expression.
    Compiled(&'static Compiled),
}

/// Where a text leaves a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mismatch {
    /// Offset in bytes; the text's length where it ends too early.
    pub at: usize,
    /// The character there; `None` at the text's end.
    pub found: Option<char>,
    /// What would have matched; empty where the pattern's table says it.
    pub expected: &'static str,
    /// The table's state at that offset.
    pub(crate) state: usize,
}

impl Pattern {
    /// The pattern as its definition writes it. `$` is the very end: no line feed may follow.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Currency => "^[a-zA-Z]{3}$",
            Self::EventType => "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
            Self::Compiled(table) => table.source(),
        }
    }

    /// The source in backticks; a long one is cut, so that what is wrong is still said.
    pub(crate) const fn push_source(self, text: Message) -> Message {
        let source = self.source();
        if source.len() <= 160 {
            text.push("`").push(source).push("`")
        } else {
            text.quoted(source)
        }
    }

    /// Whether the text matches, and if not, where it stops to.
    ///
    /// # Errors
    /// The first place at which no match is possible any more.
    #[inline]
    pub const fn check(self, text: &str) -> Result<(), Mismatch> {
        match self {
            Self::Compiled(table) => table.check(text),
            _ if self.is_known(text) => Ok(()),
            _ => Err(self.mismatch(text)),
        }
    }

    /// Where a text that does not match stops to.
    #[cold]
    const fn mismatch(self, text: &str) -> Mismatch {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.takes(at, bytes[at]) {
            at += 1;
        }
        let expected = match self {
            Self::Currency if at < 3 => "a letter must stand there",
            Self::Currency => "the text must end there",
            _ if at == 0 => "a letter or digit must come first",
            _ => "letters, digits, `-` and `_` may stand there",
        };
        Mismatch {
            at,
            found: character_at(text, at),
            expected,
            state: 0,
        }
    }

    /// Whether no text that matches has a character that JSON escapes.
    #[inline]
    #[must_use]
    pub const fn is_plain(self) -> bool {
        match self {
            Self::Currency | Self::EventType => true,
            Self::Compiled(table) => table.is_plain(),
        }
    }

    /// Whether the text matches: the question of [`check`](Self::check) without its answer.
    #[inline]
    #[must_use]
    pub const fn matches(self, text: &str) -> bool {
        match self {
            Self::Compiled(table) => table.matches(text),
            _ => self.is_known(text),
        }
    }

    /// Whether a text of less than sixteen bytes is an event type, as nearly every one is so short; of a longer one `false`, and
    /// [`matches`](Self::matches) has to be asked. An encoder asks this first. Nothing in it is a call for which registers are
    /// saved: 27 instructions of the 271 of a check.
    #[inline]
    #[must_use]
    pub fn is_short_event_type(text: &str) -> bool {
        let text = text.as_bytes();
        match text.first() {
            Some(first) if text.len() < BLOCK && !is_mark(*first) => {
                // The block has to stand in memory: out of registers it is taken byte by byte, 144 instructions more.
                let block = black_box(short_block(text));
                block.iter().fold(true, |all, byte| all & is_word(*byte))
            }
            _ => false,
        }
    }

    /// Whether the text matches one of the API's own.
    #[inline]
    const fn is_known(self, text: &str) -> bool {
        match (self, text.as_bytes()) {
            (Self::Currency, [first, second, third]) => {
                first.is_ascii_alphabetic()
                    && second.is_ascii_alphabetic()
                    && third.is_ascii_alphabetic()
            }
            (Self::EventType, [first, ..]) => !is_mark(*first) && are_words(text.as_bytes()),
            _ => false,
        }
    }

    /// Whether the pattern goes on after this byte at this offset.
    const fn takes(self, at: usize, byte: u8) -> bool {
        match self {
            Self::Currency => at < 3 && byte.is_ascii_alphabetic(),
            _ => is_word(byte) && (at > 0 || !is_mark(byte)),
        }
    }
}

/// Whether a byte is a letter, a digit, `-` or `_`.
#[inline]
const fn is_word(byte: u8) -> bool {
    // No `||`: without branches, the compiler asks sixteen bytes at once.
    byte.is_ascii_alphabetic() | byte.is_ascii_digit() | is_mark(byte)
}

/// What stands in a word, but not at its front.
#[inline]
const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'-' | b'_')
}

const BLOCK: usize = 16;

/// Whether every byte is a letter, a digit, `-` or `_`.
#[inline]
const fn are_words(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return is_block_of_words(&short_block(text));
    };
    // The last block overlaps the one before.
    let mut is_so = is_block_of_words(last);
    let mut rest = text;
    while let Some((block, after)) = rest.split_first_chunk() {
        is_so &= is_block_of_words(block);
        rest = after;
    }
    is_so
}

/// A text that is shorter than a block, as a block of the same bytes: some of them stand there twice.
#[inline]
const fn short_block(text: &[u8]) -> [u8; BLOCK] {
    let (front, back) = if let (Some(front), Some(back)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*front), u64::from_le_bytes(*back))
    } else {
        let (front, back) = shorter_halves(text);
        (front as u64 * TWICE, back as u64 * TWICE)
    };
    (front as u128 | (back as u128) << 64).to_le_bytes()
}

/// The same of one that is shorter than half a block: half of each half.
#[inline]
const fn shorter_halves(text: &[u8]) -> (u32, u32) {
    if let (Some(front), Some(back)) = (text.first_chunk(), text.last_chunk()) {
        return (u32::from_le_bytes(*front), u32::from_le_bytes(*back));
    }
    let all = u32::from_le_bytes(match *text {
        [first, second, third] => [first, second, third, third],
        [first, second] => [first, second, second, second],
        [first] => [first; 4],
        _ => [b'a'; 4],
    });
    (all, all)
}

/// Multiplied by this, half a word stands in both halves.
const TWICE: u64 = 1 << 32 | 1;

/// A loop that the compiler makes into one pass over sixteen bytes: 57 instructions for a text of 15 bytes, where two words
/// side by side take 99 and a table of classes takes 72.
#[inline]
const fn is_block_of_words(block: &[u8; BLOCK]) -> bool {
    let mut is_so = true;
    let mut at = 0;
    while at < BLOCK {
        is_so &= is_word(block[at]);
        at += 1;
    }
    is_so
}

impl Mismatch {
    /// `byte 3 is a space, letters and digits may stand there`; the character is left out of a sensitive value.
    pub(crate) const fn describe(
        &self,
        text: Message,
        pattern: Pattern,
        sensitive: bool,
    ) -> Message {
        let text = match self.found {
            None if self.at == 0 => text.push("it is empty"),
            None => text.push("it ends at byte ").count(self.at),
            Some(_) if sensitive => text.push("byte ").count(self.at).push(" does not fit"),
            Some(found) => text
                .push("byte ")
                .count(self.at)
                .push(" is ")
                .character(found),
        };
        match pattern {
            // What may come next can tell what came before.
            Pattern::Compiled(_) if sensitive => text,
            Pattern::Compiled(table) => table.describe_expected(text, self),
            _ => text.push(", ").push(self.expected),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn place(pattern: Pattern, text: &str) -> Option<(usize, Option<char>)> {
        pattern
            .check(text)
            .err()
            .map(|mismatch| (mismatch.at, mismatch.found))
    }

    #[test]
    fn any_byte_at_any_place_is_judged_as_one_by_one() {
        for pattern in [Pattern::Currency, Pattern::EventType] {
            for length in 0..50 {
                for place in 0..length {
                    for byte in 0..=0x7f_u8 {
                        let mut text = alloc::vec![b'z'; length];
                        text[place] = byte;
                        let text = alloc::string::String::from_utf8(text).unwrap();
                        let found = pattern.mismatch(&text).at == length
                            && (length == 3 || pattern == Pattern::EventType);
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
        for (text, wanted) in [
            ("GBP", None),
            ("gbp", None),
            ("G1P", Some((1, Some('1')))),
            ("GB", Some((2, None))),
            ("GBPX", Some((3, Some('X')))),
            ("GBP\n", Some((3, Some('\n')))),
            ("", Some((0, None))),
            ("£BP", Some((0, Some('£')))),
        ] {
            assert_eq!(place(Pattern::Currency, text), wanted, "{text:?}");
        }
        for (text, wanted) in [
            ("a", None),
            ("order-created_2", None),
            ("-a", Some((0, Some('-')))),
            ("_a", Some((0, Some('_')))),
            ("a b", Some((1, Some(' ')))),
            ("a.b", Some((1, Some('.')))),
            ("a\n", Some((1, Some('\n')))),
            ("", Some((0, None))),
        ] {
            assert_eq!(place(Pattern::EventType, text), wanted, "{text:?}");
        }
    }
}
