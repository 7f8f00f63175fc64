//! Collects the string that a `Display` writes, so that its rules can be checked before it is sent.

use crate::field::DisplayField;
use alloc::string::String;
use core::fmt::{Display, Formatter, Result, Write};

/// The maximum length of a string that is collected without an allocation.
const SHORT: usize = 128;

/// A value that is displayed by its [`DisplayField`].
pub(crate) struct Displayed<'v, T: ?Sized>(pub(crate) &'v T);

impl<T: DisplayField + ?Sized> Display for Displayed<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.0.display(out)
    }
}

/// A string that is on the stack while it is short.
#[cfg_attr(not(feature = "definition-file"), allow(unreachable_pub))] // only the keys of maps are public
#[derive(Debug)]
pub struct StackString {
    short: [u8; SHORT],
    length: usize,
    /// The whole string, once it is longer.
    long: String,
}

impl StackString {
    pub(super) const fn new() -> Self {
        Self {
            short: [0; SHORT],
            length: 0,
            long: String::new(),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        if self.long.is_empty() {
            let short = self.short.get(..self.length).unwrap_or_default();
            // Every piece was a `str`, so this is UTF-8.
            core::str::from_utf8(short).unwrap_or_default()
        } else {
            &self.long
        }
    }

    #[cold]
    fn grow(&mut self, piece: &str) {
        if self.long.is_empty() {
            self.long = String::from(self.as_str());
        }
        self.long.push_str(piece);
    }
}

impl Write for StackString {
    fn write_str(&mut self, piece: &str) -> Result {
        let end = self.length + piece.len();
        match self.short.get_mut(self.length..end) {
            Some(room) if self.long.is_empty() => {
                room.copy_from_slice(piece.as_bytes());
                self.length = end;
            }
            _ => self.grow(piece),
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
        for first in [0, 1, 64, SHORT - 1, SHORT, SHORT + 1, 1_000] {
            for rest in [0, 1, 2, SHORT, SHORT + 1] {
                let mut string = StackString::new();
                let pieces: Vec<String> = [first, rest, 0, 1]
                    .map(|count| "\u{e9}".repeat(count))
                    .into();
                for piece in &pieces {
                    string.write_str(piece).unwrap();
                }
                assert_eq!(string.as_str(), pieces.concat());
            }
        }
    }
}
