//! The patterns that the API documents, as matchers that need no regex engine.

use crate::text::{Text, character_at};

/// A named pattern. The same matcher runs in the compiler (on a constant) and in the program (on a value).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pattern {
    /// `^[a-zA-Z]{3}$`, the pattern of a currency.
    Currency,
    /// `^[a-zA-Z0-9][a-zA-Z0-9-_]*$`, the pattern of `eventType`.
    EventType,
}

/// Where a text leaves a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mismatch {
    /// Offset in bytes; the text's length where it ends too early.
    pub at: usize,
    /// The character there; `None` at the text's end.
    pub found: Option<char>,
    /// What would have matched.
    pub expected: &'static str,
}

impl Pattern {
    /// The pattern as the API documents it. `$` is the very end: no line feed may follow.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Currency => "^[a-zA-Z]{3}$",
            Self::EventType => "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
        }
    }

    /// Whether the whole text matches, and if not, where it stops to.
    ///
    /// # Errors
    /// The first place at which no match is possible any more.
    pub const fn check(self, text: &str) -> Result<(), Mismatch> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.takes(at, bytes[at]) {
            at += 1;
        }
        let enough = match self {
            Self::Currency => 3,
            Self::EventType => 1,
        };
        if at == bytes.len() && at >= enough {
            return Ok(());
        }
        let expected = match self {
            Self::Currency if at < 3 => "a letter must stand there",
            Self::Currency => "the text must end there",
            Self::EventType if at == 0 => "a letter or digit must come first",
            Self::EventType => "letters, digits, `-` and `_` may stand there",
        };
        Err(Mismatch {
            at,
            found: character_at(text, at),
            expected,
        })
    }

    /// Whether no text that matches has a character that JSON escapes.
    #[inline]
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(self, Self::Currency | Self::EventType)
    }

    /// Whether the whole text matches: the question of [`check`](Self::check) without its answer.
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
            _ => false,
        }
    }

    /// Whether the pattern goes on after this byte at this offset.
    const fn takes(self, at: usize, byte: u8) -> bool {
        match self {
            Self::Currency => at < 3 && byte.is_ascii_alphabetic(),
            Self::EventType => {
                byte.is_ascii_alphanumeric() || at > 0 && (byte == b'-' || byte == b'_')
            }
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
    pub(crate) const fn describe(&self, text: Text, sensitive: bool) -> Text {
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
        text.push(", ").push(self.expected)
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
