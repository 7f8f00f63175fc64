//! Bytes in place: the fast path writes to a window of constant length, and anything that does not fit takes a slow path.

use super::{Encoder, is_dry};
use crate::encode::buffer::{AHEAD, Buffer};
use crate::encode::inline_write::{WINDOW, put_integer, put_text};
use voucher_definition::{Field, Key};

/// Bytes in place.
impl Encoder<'_> {
    #[inline]
    pub(super) fn window(&mut self, at: usize) -> Option<&mut [u8; WINDOW]> {
        self.out.get_mut(at..at + WINDOW)?.first_chunk_mut()
    }

    /// A window that begins with the field's key, and where that ends; none where there is no room, or where the key is
    /// too long.
    #[inline]
    pub(super) fn keyed(
        &mut self,
        at: usize,
        field: &'static Field,
    ) -> Option<(&mut [u8; WINDOW], usize)> {
        let window = self.window(at)?;
        let (key, length) = field.key.padded();
        window[..Key::SIZE].copy_from_slice(key);
        (length > 0).then_some((window, length))
    }

    /// Makes room.
    #[cold]
    pub(super) fn room(&mut self, at: usize) {
        self.out.truncate(at);
        self.out.resize(at + AHEAD, 0);
    }

    #[inline]
    pub(super) fn put_text<const KNOWN: bool>(
        &mut self,
        at: usize,
        field: &'static Field,
        text: &str,
    ) -> usize {
        if is_dry(at) {
            return at;
        }
        self.write_text::<KNOWN>(at, field, text)
    }

    #[inline(never)]
    pub(super) fn write_text<const KNOWN: bool>(
        &mut self,
        at: usize,
        field: &'static Field,
        text: &str,
    ) -> usize {
        if let Some((window, from)) = self.keyed(at, field) {
            if let Some(end) = put_text::<KNOWN>(window, from, text.as_bytes()) {
                return at + end;
            }
        }
        self.slow_text(at, field, text)
    }

    #[inline]
    pub(super) fn put_integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        if is_dry(at) {
            return at;
        }
        if let Some((window, from)) = self.keyed(at, field) {
            return at + put_integer(window, from, integer);
        }
        self.slow_integer(at, field, integer)
    }

    #[inline]
    pub(super) fn put_short(
        &mut self,
        at: usize,
        field: &'static Field,
        word: [u8; 8],
        length: usize,
    ) -> usize {
        if is_dry(at) {
            return at;
        }
        if let Some((window, from)) = self.keyed(at, field) {
            if let Some(room) = window.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
                // What follows writes over the rest.
                *room = word;
                return at + from + length;
            }
        }
        self.slow(at, field, word, length)
    }

    /// A value of at most eight bytes of JSON text, whatever its key.
    #[cold]
    pub(super) fn slow(
        &mut self,
        at: usize,
        field: &'static Field,
        word: [u8; 8],
        length: usize,
    ) -> usize {
        self.put_raw(at, field, &word[..length])
    }

    pub(super) fn put_raw(&mut self, at: usize, field: &'static Field, value: &[u8]) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push(value);
        buffer.at()
    }

    /// An integer, whatever its key.
    #[cold]
    pub(super) fn slow_integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push_integer(integer);
        buffer.at()
    }

    /// A text, whatever its key, length and characters.
    #[cold]
    pub(super) fn slow_text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push_text(text);
        buffer.at()
    }
}
