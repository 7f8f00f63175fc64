//! Builds messages in a const context.
//!
//! The same message is used when a compile-time assertion panics and when a value is rejected at run time. A const context
//! cannot allocate, so the buffer has a fixed size.

use core::fmt;

/// A message of at most [`Message::SIZE`] bytes. A longer one is cut between two characters and ends with `…`.
#[derive(Clone, Copy)]
pub struct Message {
    bytes: [u8; Message::SIZE],
    length: usize,
    is_full: bool,
}

const CUT: &str = "…";

impl Message {
    /// The maximum size, in bytes.
    pub const SIZE: usize = 640;

    /// Returns an empty message.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            bytes: [0; Self::SIZE],
            length: 0,
            is_full: false,
        }
    }

    /// Returns the message as a string.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            // Only whole characters are ever pushed.
            Err(_) => "",
        }
    }

    /// Appends a string.
    #[must_use]
    pub const fn push(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        let mut at = 0;
        while at < text.len() && !self.is_full {
            let mut end = at + 1;
            while end < text.len() && text[end] & 0xc0 == 0x80 {
                end += 1;
            }
            if self.length + (end - at) + CUT.len() > Self::SIZE {
                self.is_full = true;
                let mut mark = 0;
                while mark < CUT.len() {
                    self.bytes[self.length] = CUT.as_bytes()[mark];
                    self.length += 1;
                    mark += 1;
                }
            } else {
                while at < end {
                    self.bytes[self.length] = text[at];
                    self.length += 1;
                    at += 1;
                }
            }
        }
        self
    }

    /// Appends an integer.
    #[must_use]
    pub const fn number(self, number: i64) -> Self {
        let mut digits = [b'0'; 20];
        let mut at = digits.len();
        let mut rest = number.unsigned_abs();
        while rest > 0 || at == digits.len() {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let text = if number < 0 { self.push("-") } else { self };
        match core::str::from_utf8(digits.split_at(at).1) {
            Ok(digits) => text.push(digits),
            Err(_) => text,
        }
    }

    /// Appends a count or an offset.
    #[must_use]
    #[allow(clippy::cast_possible_wrap)] // what is counted is in memory, so at most isize::MAX
    pub const fn count(self, count: usize) -> Self {
        self.number(count as i64)
    }

    /// Appends a character in backticks, or its name if it is not visible.
    #[must_use]
    pub const fn character(self, character: char) -> Self {
        match character {
            ' ' => self.push("a space"),
            '\n' => self.push("a line feed"),
            '\r' => self.push("a carriage return"),
            '\t' => self.push("a tab"),
            '\0' => self.push("a NUL"),
            '`' => self.push("a backtick"),
            _ if character < ' ' || character == '\x7f' => self.push("a control character"),
            _ => self
                .push("`")
                .push(character.encode_utf8(&mut [0; 4]))
                .push("`"),
        }
    }

    /// Appends a value in backticks. It is cut after 40 characters, and control characters are replaced.
    #[must_use]
    pub const fn quoted(self, value: &str) -> Self {
        let bytes = value.as_bytes();
        let mut text = self.push("`");
        let (mut at, mut shown) = (0, 0);
        while at < bytes.len() && shown < 40 {
            let start = at;
            at += 1;
            while at < bytes.len() && bytes[at] & 0xc0 == 0x80 {
                at += 1;
            }
            let piece = bytes.split_at(at).0.split_at(start).1;
            text = match core::str::from_utf8(piece) {
                Ok(piece) if bytes[start] >= 0x20 && bytes[start] != 0x7f => text.push(piece),
                _ => text.push("\u{fffd}"),
            };
            shown += 1;
        }
        if at < bytes.len() {
            text = text.push("…");
        }
        text.push("`")
    }

    /// Appends a list of names, each in backticks, separated by commas.
    #[must_use]
    pub const fn names(self, names: &[&str]) -> Self {
        let mut text = self;
        let mut at = 0;
        while at < names.len() {
            if at > 0 {
                text = text.push(", ");
            }
            text = text.push("`").push(names[at]).push("`");
            at += 1;
        }
        text
    }

    /// Appends a list of integers, each in backticks, separated by commas.
    #[must_use]
    pub const fn integers(self, integers: &[i64]) -> Self {
        let mut text = self;
        let mut at = 0;
        while at < integers.len() {
            if at > 0 {
                text = text.push(", ");
            }
            text = text.push("`").number(integers[at]).push("`");
            at += 1;
        }
        text
    }
}

impl Default for Message {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

impl fmt::Write for Message {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        *self = self.push(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn numbers_are_written_as_display_does() {
        for number in [0, 1, -1, 10, 1_512_828_988_826, i64::MAX, i64::MIN] {
            assert_eq!(Message::new().number(number).as_str(), number.to_string());
        }
    }

    #[test]
    fn a_message_that_is_too_long_is_cut_between_two_characters() {
        let mut text = Message::new();
        for _ in 0..400 {
            text = text.push("é€");
        }
        assert!(text.as_str().ends_with('…') && text.as_str().len() <= Message::SIZE);
        assert_eq!(text.push("more").as_str(), text.as_str());
    }

    #[test]
    fn a_quoted_value_is_short_and_visible() {
        assert_eq!(Message::new().quoted("a\nb").as_str(), "`a\u{fffd}b`");
        assert_eq!(
            Message::new()
                .quoted(&"x".repeat(99))
                .as_str()
                .chars()
                .count(),
            43
        );
    }
}
