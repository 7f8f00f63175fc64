//! The string that a `Display` writes, whole before any rule is checked.

use crate::field::DisplayField;
use alloc::string::String;
use core::fmt::{Display, Formatter, Result, Write};

/// How many bytes are collected without an allocation.
const ROOM: usize = 128;

/// A value as its [`DisplayField`] writes it.
pub(crate) struct Displayed<'v, T: ?Sized>(pub(crate) &'v T);

impl<T: DisplayField + ?Sized> Display for Displayed<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.0.display(out)
    }
}

/// The pieces that a `Display` has written, in one string: on the stack while it is short.
pub(super) struct Pieces {
    short: [u8; ROOM],
    length: usize,
    /// All of it, if it is longer.
    long: String,
}

impl Pieces {
    pub(super) const fn new() -> Self {
        Self {
            short: [0; ROOM],
            length: 0,
            long: String::new(),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        if self.long.is_empty() {
            let short = self.short.get(..self.length).unwrap_or_default();
            // Each piece was a whole `str`.
            core::str::from_utf8(short).unwrap_or_default()
        } else {
            &self.long
        }
    }

    #[cold]
    fn grow(&mut self, text: &str) {
        if self.long.is_empty() {
            self.long = String::from(self.as_str());
        }
        self.long.push_str(text);
    }
}

impl Write for Pieces {
    fn write_str(&mut self, text: &str) -> Result {
        let end = self.length + text.len();
        match self.short.get_mut(self.length..end) {
            Some(room) if self.long.is_empty() => {
                room.copy_from_slice(text.as_bytes());
                self.length = end;
            }
            _ => self.grow(text),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn pieces_of_any_length_are_one_string() {
        for first in [0, 1, 64, ROOM - 1, ROOM, ROOM + 1, 1_000] {
            for rest in [0, 1, 2, ROOM, ROOM + 1] {
                let mut pieces = Pieces::new();
                let texts: Vec<String> = [first, rest, 0, 1]
                    .map(|count| "\u{e9}".repeat(count))
                    .into();
                for text in &texts {
                    pieces.write_str(text).unwrap();
                }
                assert_eq!(pieces.as_str(), texts.concat());
            }
        }
    }
}
