//! Reads JSON text without building values. It may reject what is unusual, but it accepts nothing that is not JSON.

use super::window::is_space;
use serde_json::Number;
use std::borrow::Cow;

/// How many digits always fit in 64 bits.
const FEW_DIGITS: usize = 18;

/// JSON text, and a position in it.
pub(super) struct Text<'t> {
    text: &'t str,
    at: usize,
}

/// A number.
pub(super) enum Numeric {
    Integer(i64),
    /// A fraction, or an integer that does not fit in an `i64`.
    Other(Number),
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns the position.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Returns to a position.
    pub(super) fn go_back(&mut self, at: usize) {
        self.at = at;
    }

    /// Returns the text from a position to this one.
    pub(super) fn from(&self, start: usize) -> Option<&'t str> {
        self.text.get(start..self.at)
    }

    /// Skips white space, and returns the byte behind it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if !is_space(byte) {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Reads this byte, behind white space.
    #[inline]
    pub(super) fn read(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Reads a bracket or a comma behind an element or a member. Returns whether there is another one.
    #[inline]
    pub(super) fn has_next(&mut self, closing: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b',' => Some(true),
            byte if byte == closing => Some(false),
            _ => None,
        }
    }

    /// Reads the bracket that opens an array or an object. Returns whether there is an element or a member.
    #[inline]
    pub(super) fn open(&mut self, closing: u8) -> Option<bool> {
        self.at += 1;
        let is_empty = self.peek()? == closing;
        self.at += usize::from(is_empty);
        Some(!is_empty)
    }

    /// Reads a name.
    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.starts_with(word.as_bytes())
            .then(|| self.at += word.len())
    }

    /// Reads a string in quotes if it is exactly this one, which needs no escapes.
    #[inline]
    pub(super) fn plain_string(&mut self, string: &str) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at + 1..)?;
        let is_same = rest.starts_with(string.as_bytes()) && rest.get(string.len()) == Some(&b'"');
        is_same.then(|| self.at += string.len() + 2)
    }

    /// Reads a string, of which the next byte is the first quote.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        let (bytes, start) = (self.text.as_bytes(), self.at + 1);
        let end = start + plain_length(bytes.get(start..)?);
        match bytes.get(end)? {
            b'"' => {
                self.at = end + 1;
                self.text.get(start..end).map(Cow::Borrowed)
            }
            b'\\' => self.escaped(end).map(Cow::Owned),
            _ => None,
        }
    }

    /// Reads a string that has its first escape at this position.
    #[cold]
    fn escaped(&mut self, escape: usize) -> Option<String> {
        let (bytes, mut end) = (self.text.as_bytes(), escape);
        loop {
            match bytes.get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => return None,
            }
            end += plain_length(bytes.get(end..)?);
        }
        let string = self.text.get(self.at..=end)?;
        self.at = end + 1;
        serde_json::from_str(string).ok()
    }

    /// Reads a number, of which the next byte is the first.
    #[inline]
    pub(super) fn number(&mut self) -> Option<Numeric> {
        let bytes = self.text.as_bytes();
        let is_negative = bytes.get(self.at) == Some(&b'-');
        let start = self.at + usize::from(is_negative);
        let digits = bytes.get(start..)?.iter().take(FEW_DIGITS);
        let (mut integer, mut end) = (0, start);
        for digit in digits {
            let value = digit.wrapping_sub(b'0');
            if value > 9 {
                break;
            }
            integer = integer * 10 + i64::from(value);
            end += 1;
        }
        let is_more = matches!(
            bytes.get(end),
            Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')
        );
        let has_zero = bytes.get(start) == Some(&b'0') && (end > start + 1 || is_negative);
        if end == start || is_more || has_zero {
            return self.other_number();
        }
        self.at = end;
        Some(Numeric::Integer(if is_negative {
            -integer
        } else {
            integer
        }))
    }

    /// Reads a number that is long, or not an integer, or wrong.
    fn other_number(&mut self) -> Option<Numeric> {
        let rest = self.text.get(self.at..)?;
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
        let length = rest.bytes().take_while(is_part).count();
        let number: Number = serde_json::from_str(rest.get(..length)?).ok()?;
        self.at += length;
        Some(match number.as_i64() {
            Some(integer) => Numeric::Integer(integer),
            None => Numeric::Other(number),
        })
    }

    /// Returns whether only white space is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }
}

/// Returns the number of bytes before a quote, a backslash or a control character.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    for chunk in bytes.chunks_exact(8) {
        let Ok(chunk) = chunk.try_into() else { break };
        let special = special(u64::from_le_bytes(chunk));
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    length + rest.iter().position(special).unwrap_or(rest.len())
}

/// Returns the highest bit of each byte that is special. Bits above the lowest one may be wrong.
#[inline]
fn special(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let below = |limit: u64, bytes: u64| bytes.wrapping_sub(ONES * limit) & !bytes;
    let equal = |byte: u8| below(1, bytes ^ (ONES * u64::from(byte)));
    (below(0x20, bytes) | equal(b'"') | equal(b'\\')) & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::plain_length;

    #[test]
    fn each_special_byte_ends_the_plain_part() {
        for length in 0..20 {
            for at in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = "aé\u{7f}z0123456789_/{}".repeat(2).into_bytes();
                    bytes.truncate(length);
                    let Some(changed) = bytes.get_mut(at) else {
                        continue;
                    };
                    *changed = byte;
                    let is_special = byte < b' ' || byte == b'"' || byte == b'\\';
                    let expected = if is_special { at } else { length };
                    assert_eq!(plain_length(&bytes), expected, "{bytes:?}");
                }
            }
        }
    }
}
