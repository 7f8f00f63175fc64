//! The output buffer, filled with zeros ahead of the position so that everything is written in place.

use super::escape::{BLOCK, ESCAPES, are_clean, is_clean_string};
use super::inline_write::{WINDOW, put_integer, put_string};
use alloc::vec::Vec;
use voucher_definition::Field;

/// How many bytes are filled ahead at first: enough for an event of ten fields and one window.
pub(crate) const AHEAD: usize = 400;

/// How many more bytes are filled when the output grows. Every byte is filled once, and a step this small stays in the
/// L1 cache.
const STEP: usize = 1_792;

/// An output and a position in it.
#[derive(Debug)]
pub(crate) struct Buffer<'v> {
    bytes: &'v mut Vec<u8>,
    at: usize,
}

impl<'v> Buffer<'v> {
    pub(crate) fn new(bytes: &'v mut Vec<u8>, at: usize) -> Self {
        Self { bytes, at }
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Returns to an earlier position.
    #[cfg(feature = "serde")]
    pub(crate) fn rewind(&mut self, at: usize) {
        self.at = at;
    }

    /// Returns the bytes from a position on.
    #[cfg(feature = "serde")]
    pub(crate) fn since(&self, at: usize) -> &[u8] {
        self.bytes.get(at..self.at).unwrap_or_default()
    }

    /// Overwrites a byte.
    pub(crate) fn set(&mut self, at: usize, byte: u8) {
        if let Some(written) = self.bytes.get_mut(at) {
            *written = byte;
        }
    }

    /// Closes the array or object that starts at this position, by replacing its first comma with the bracket.
    pub(crate) fn close(&mut self, start: usize, [open, close]: [u8; 2]) {
        match self.bytes.get_mut(start..self.at + 1) {
            Some([first, .., last]) => {
                (*first, *last) = (open, close);
                self.at += 1;
            }
            _ => self.close_slowly(start, [open, close]),
        }
    }

    /// Closes an array or object that is empty, or at the end of the output.
    #[cold]
    #[inline(never)]
    fn close_slowly(&mut self, start: usize, [open, close]: [u8; 2]) {
        if self.at == start {
            self.push_byte(open);
        } else {
            self.set(start, open);
        }
        self.push_byte(close);
    }

    /// Writes bytes.
    #[inline]
    pub(crate) fn push(&mut self, piece: &[u8]) {
        let end = self.at + piece.len();
        if end > self.bytes.len() {
            self.grow(piece.len());
        }
        if let Some(room) = self.bytes.get_mut(self.at..end) {
            room.copy_from_slice(piece);
            self.at = end;
        }
    }

    /// Writes an array, if there is room. Returns whether it was written.
    #[cfg(feature = "serde")]
    #[inline]
    pub(crate) fn push_array<const N: usize>(&mut self, piece: [u8; N]) -> bool {
        let room = self.bytes.get_mut(self.at..self.at + N);
        let Some(room) = room.and_then(<[u8]>::first_chunk_mut) else {
            return false;
        };
        *room = piece;
        self.at += N;
        true
    }

    /// Writes one byte.
    #[inline]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        if self.at >= self.bytes.len() {
            self.grow(1);
        }
        if let Some(room) = self.bytes.get_mut(self.at) {
            *room = byte;
            self.at += 1;
        }
    }

    /// Writes an integer: `-12`.
    pub(crate) fn push_integer(&mut self, integer: i64) {
        if !self.push_integer_in_window(integer) {
            self.push_integer_slowly(integer);
        }
    }

    /// Writes an integer, if there is room. Returns whether it was written.
    #[inline(always)]
    #[allow(clippy::inline_always)] // see `benches/README.md`
    pub(crate) fn push_integer_in_window(&mut self, integer: i64) -> bool {
        let Some(window) = self.window() else {
            return false;
        };
        self.at += put_integer(window, 0, integer);
        true
    }

    /// Writes a string: `"text"`.
    #[inline]
    pub(crate) fn push_string(&mut self, value: &str) {
        if !self.push_short_string(value) {
            self.push_long_string(value.as_bytes());
        }
    }

    /// Writes a string if it is short, needs no escape, and there is room. Returns whether it was written.
    #[inline(always)]
    #[allow(clippy::inline_always)] // see `benches/README.md`
    pub(crate) fn push_short_string(&mut self, value: &str) -> bool {
        let Some(window) = self.window() else {
            return false;
        };
        let Some(end) = put_string::<false>(window, 0, value.as_bytes()) else {
            return false;
        };
        self.at += end;
        true
    }

    /// Writes the key of a field, or the comma before an array's element. A body has no key.
    pub(crate) fn push_key_of(&mut self, field: &Field) {
        if field.key.is_element() {
            self.push_byte(b',');
        } else if !field.is_body() {
            self.push_key(field.name);
        }
    }

    /// Writes a key: `,"name":`.
    #[inline(never)]
    pub(crate) fn push_key(&mut self, name: &str) {
        if !self.push_short_key(name) {
            self.push_key_slowly(name);
        }
    }

    /// Writes a key that is a constant, of which only copies are left where this is inlined.
    #[cfg(feature = "serde")]
    #[inline(always)]
    #[allow(clippy::inline_always)] // see `benches/README.md`
    pub(crate) fn push_constant_key(&mut self, name: &'static str) {
        if name.len() > 16 || !self.push_short_key(name) {
            self.push_key(name);
        }
    }

    /// Writes a key if it is short, needs no escape, and there is room. Returns whether it was written.
    #[inline(always)]
    #[allow(clippy::inline_always)] // see `benches/README.md`
    pub(crate) fn push_short_key(&mut self, name: &str) -> bool {
        let Some(window) = self.window() else {
            return false;
        };
        window[0] = b',';
        let Some(end) = put_string::<false>(window, 1, name.as_bytes()) else {
            return false;
        };
        let Some(colon) = window.get_mut(end) else {
            return false;
        };
        *colon = b':';
        self.at += end + 1;
        true
    }

    /// Writes an integer after making room.
    #[cold]
    pub(crate) fn push_integer_slowly(&mut self, integer: i64) {
        let mut digits = [0; WINDOW];
        let length = put_integer(&mut digits, 0, integer);
        self.reserve(length);
        self.push(&digits[..length]);
    }

    /// Writes a key that is long, needs an escape, or has no room yet.
    #[cold]
    pub(crate) fn push_key_slowly(&mut self, name: &str) {
        self.push_byte(b',');
        self.push_long_string(name.as_bytes());
        self.push_byte(b':');
    }

    /// Writes a string that is long, needs an escape, or has no room yet.
    #[inline(never)]
    pub(crate) fn push_long_string(&mut self, value: &[u8]) {
        if !is_clean_string(value) {
            self.push_byte(b'"');
            self.push_escaped(value);
            self.push_byte(b'"');
            return;
        }
        let length = value.len() + 2;
        self.reserve(length);
        if let Some([first, room @ .., last]) = self.bytes.get_mut(self.at..self.at + length) {
            (*first, *last) = (b'"', b'"');
            room.copy_from_slice(value);
            self.at += length;
        }
    }

    /// Writes the escaped string, block by block.
    #[cold]
    fn push_escaped(&mut self, value: &[u8]) {
        for piece in value.chunks(BLOCK) {
            self.reserve(ESCAPED);
            let room = self.bytes.get_mut(self.at..);
            let Some(room) = room.and_then(<[u8]>::first_chunk_mut) else {
                return;
            };
            self.at += put_escaped(room, piece);
        }
    }

    /// Returns a window, if there is room for one.
    #[inline]
    fn window(&mut self) -> Option<&mut [u8; WINDOW]> {
        let room = self.bytes.get_mut(self.at..self.at + WINDOW)?;
        room.first_chunk_mut()
    }

    /// Makes room for `length` bytes and a window after them.
    #[inline]
    fn reserve(&mut self, length: usize) {
        let room = length + WINDOW;
        if self.bytes.len() < self.at + room {
            self.grow(room);
        }
    }

    /// Makes room for `room` bytes, and more.
    #[cold]
    fn grow(&mut self, room: usize) {
        self.bytes.resize(self.at + room + STEP, 0);
    }
}

/// The room that a block needs if every byte is an escape.
const ESCAPED: usize = 8 * BLOCK;

/// Writes a block, and returns its length.
fn put_escaped(room: &mut [u8; ESCAPED], block: &[u8]) -> usize {
    if let Some(block) = block.first_chunk::<BLOCK>() {
        if are_clean(block, block) {
            room[..BLOCK].copy_from_slice(block);
            return BLOCK;
        }
    }
    let mut end = 0;
    for byte in block {
        let Some(room) = room.get_mut(end..).and_then(<[u8]>::first_chunk_mut) else {
            return end;
        };
        // The next byte overwrites the padding.
        *room = ESCAPES[usize::from(*byte)];
        end += usize::from(room[7]);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn written(start: usize, push: impl FnOnce(&mut Buffer<'_>)) -> Vec<u8> {
        let mut bytes = alloc::vec![b' '; start];
        let mut buffer = Buffer::new(&mut bytes, start);
        push(&mut buffer);
        let end = buffer.at();
        bytes.truncate(end);
        bytes.split_off(start)
    }

    /// Compares with `serde_json`, for every character at every offset of a word.
    #[cfg(feature = "serde")]
    #[test]
    fn every_character_is_written_as_serde_json_writes_it() {
        for character in '\0'..=char::MAX {
            let offsets = if character < '\u{100}' { 0..70 } else { 7..8 };
            for offset in offsets {
                let mut string = "x".repeat(offset);
                string.push(character);
                string.push_str("tail of it");
                assert_eq!(
                    written(0, |out| out.push_string(&string)),
                    serde_json::to_vec(&string).unwrap(),
                    "{character:?} at {offset}"
                );
            }
        }
    }

    #[test]
    fn a_string_of_escapes_only_is_written() {
        let json = written(3, |out| out.push_string("\0\u{1f}\"\\\u{8}\u{c}\n\r\t"));
        let json = String::from_utf8(json).unwrap();
        assert_eq!(json, r#""\u0000\u001f\"\\\b\f\n\r\t""#);
    }

    #[test]
    fn keys_and_strings_of_any_length_are_written_wherever_the_output_ends() {
        for start in [0, 1, 250, 1_000] {
            for length in (0..100).chain([1_000, 100_000]) {
                let name = "n".repeat(length);
                let json = written(start, |out| {
                    out.push_key(&name);
                    out.push_string(&name);
                });
                let expected = alloc::format!(r#","{name}":"{name}""#);
                assert_eq!(json, expected.as_bytes(), "{length}");
            }
        }
    }
}
