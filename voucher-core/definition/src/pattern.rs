//! Patterns, as matchers that need no regex engine: the two that the API documents, and the tables of all others.

#[cfg(feature = "pattern")]
mod compile;
mod compiled;
#[cfg(feature = "pattern")]
mod dialect;

use crate::text::{Text, character_at};

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
    pub(crate) const fn push_source(self, text: Text) -> Text {
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
    pub const fn check(self, text: &str) -> Result<(), Mismatch> {
        if let Self::Compiled(table) = self {
            return table.check(text);
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.takes(at, bytes[at]) {
            at += 1;
        }
        let enough = match self {
            Self::Currency => 3,
            _ => 1,
        };
        if at == bytes.len() && at >= enough {
            return Ok(());
        }
        let expected = match self {
            Self::Currency if at < 3 => "a letter must stand there",
            Self::Currency => "the text must end there",
            _ if at == 0 => "a letter or digit must come first",
            _ => "letters, digits, `-` and `_` may stand there",
        };
        Err(Mismatch {
            at,
            found: character_at(text, at),
            expected,
            state: 0,
        })
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
    pub fn matches(self, text: &str) -> bool {
        match (self, text.as_bytes()) {
            (Self::Currency, [first, second, third]) => {
                first.is_ascii_alphabetic()
                    && second.is_ascii_alphabetic()
                    && third.is_ascii_alphabetic()
            }
            (Self::EventType, [first, ..]) => {
                first.is_ascii_alphanumeric() && are_words(text.as_bytes())
            }
            (Self::Compiled(table), _) => table.matches(text),
            _ => false,
        }
    }

    /// Whether the pattern goes on after this byte at this offset.
    const fn takes(self, at: usize, byte: u8) -> bool {
        match self {
            Self::Currency => at < 3 && byte.is_ascii_alphabetic(),
            _ => byte.is_ascii_alphanumeric() || at > 0 && (byte == b'-' || byte == b'_'),
        }
    }
}

/// Whether every byte is a letter, a digit, `-` or `_`; eight at a time, the last eight overlapping those before.
#[inline]
fn are_words(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<8>() else {
        let mut word = [b'a'; 8];
        for (to, byte) in word.iter_mut().zip(text) {
            *to = *byte;
        }
        return word_bytes(word) & HIGHS == HIGHS;
    };
    // Most are at most two words long, which the compiler looks at side by side.
    let first = text.first_chunk().map_or(0, |first| word_bytes(*first));
    let mut found = first & word_bytes(*last);
    if text.len() > 16 {
        for word in text.chunks_exact(8).filter_map(<[u8]>::first_chunk) {
            found &= word_bytes(*word);
        }
    }
    found & HIGHS == HIGHS
}

const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES << 7;

/// The high bit of each byte that is a letter, a digit, `-` or `_`.
///
/// Adding to seven bits carries into the eighth from a bound on, so two sums tell a range; no sum reaches the next byte.
#[inline]
fn word_bytes(bytes: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(bytes);
    let (low, is_ascii) = (word & !HIGHS, !word);
    let from = |word: u64, bound: u8| word + ONES * u64::from(0x80 - bound);
    let within = |word, first, last| from(word, first) & !from(word, last + 1);
    // With this bit set, upper case is lower case, and nothing else becomes a letter.
    let letters = within(low | (ONES * 0x20), b'a', b'z');
    let others = within(low, b'0', b'9') | within(low, b'-', b'-') | within(low, b'_', b'_');
    (letters | others) & is_ascii
}

impl Mismatch {
    /// `byte 3 is a space, letters and digits may stand there`; the character is left out of a sensitive value.
    pub(crate) const fn describe(&self, text: Text, pattern: Pattern, sensitive: bool) -> Text {
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
