//! Writes a field's key and value: on the fast path to a window of constant length, otherwise on the slow path.

use super::{Encoder, is_in_url, is_validate_only};
use crate::encode::buffer::Buffer;
use crate::encode::inline_write::{WINDOW, put_integer, put_millis, put_string};
use voucher_definition::{Field, Key};

/// Not inlined, because its search for escapes needs many registers. Hot path; see `benches/README.md`.
#[inline(never)]
fn put_any_string(window: &mut [u8; WINDOW], from: usize, string: &[u8]) -> Option<usize> {
    put_string::<false>(window, from, string)
}

impl Encoder<'_> {
    #[inline]
    pub(super) fn window(&mut self, at: usize) -> Option<&mut [u8; WINDOW]> {
        self.out.get_mut(at..at + WINDOW)?.first_chunk_mut()
    }

    /// Returns a window that starts with the field's key, and the position after the key. Returns `None` if there is no
    /// room, or if the key is too long for a window.
    #[inline]
    pub(super) fn window_with_key(
        &mut self,
        at: usize,
        field: &'static Field,
    ) -> Option<(&mut [u8; WINDOW], usize)> {
        let window = self.window(at)?;
        let (key, length) = field.key.padded();
        window[..Key::SIZE].copy_from_slice(key);
        (length > 0).then_some((window, length))
    }

    /// Writes a string. `CLEAN` means that it is known to need no escapes.
    #[inline]
    pub(super) fn put_string<const CLEAN: bool>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &str,
    ) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.write_string::<CLEAN>(at, field, value)
    }

    #[inline(never)]
    pub(super) fn write_string<const CLEAN: bool>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &str,
    ) -> usize {
        if let Some((window, from)) = self.window_with_key(at, field) {
            let put = if CLEAN {
                put_string::<true>
            } else {
                put_any_string
            };
            if let Some(end) = put(window, from, value.as_bytes()) {
                return at + end;
            }
        }
        self.put_string_slowly(at, field, value)
    }

    /// Writes an integer.
    #[inline]
    pub(super) fn put_integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.write_integer(at, field, integer)
    }

    #[inline(never)]
    pub(super) fn write_integer(
        &mut self,
        at: usize,
        field: &'static Field,
        integer: i64,
    ) -> usize {
        if let Some((window, from)) = self.window_with_key(at, field) {
            return at + put_integer(window, from, integer);
        }
        self.put_integer_slowly(at, field, integer)
    }

    /// Writes a time in milliseconds.
    #[inline]
    pub(super) fn write_millis(&mut self, at: usize, field: &'static Field, millis: i64) -> usize {
        if let Some((window, from)) = self.window_with_key(at, field) {
            return at + put_millis(window, from, millis);
        }
        self.put_integer_slowly(at, field, millis)
    }

    /// Writes a value of `length` bytes of JSON, at most eight, padded to eight.
    #[inline]
    pub(super) fn put_short(
        &mut self,
        at: usize,
        field: &'static Field,
        value: [u8; 8],
        length: usize,
    ) -> usize {
        if is_validate_only(at) {
            return at;
        }
        if let Some((window, from)) = self.window_with_key(at, field) {
            if let Some(room) = window.get_mut(from..).and_then(<[u8]>::first_chunk_mut) {
                // The next value overwrites the padding.
                *room = value;
                return at + from + length;
            }
        }
        self.put_short_slowly(at, field, value, length)
    }

    /// Writes a short value, with a key of any length.
    #[cold]
    pub(super) fn put_short_slowly(
        &mut self,
        at: usize,
        field: &'static Field,
        value: [u8; 8],
        length: usize,
    ) -> usize {
        let value = &value[..length];
        if is_in_url(at) {
            // A currency has quotes. The start of an array has no value.
            let value = value.strip_prefix(b"\"").unwrap_or(value);
            let value = value.strip_suffix(b"\"").unwrap_or(value);
            return if value.is_empty() {
                at
            } else {
                self.put_in_url(at, value)
            };
        }
        self.put_raw(at, field, value)
    }

    /// Writes a value that is JSON already, with a key of any length.
    pub(super) fn put_raw(&mut self, at: usize, field: &'static Field, value: &[u8]) -> usize {
        if is_in_url(at) {
            return self.put_in_url(at, value);
        }
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push(value);
        buffer.at()
    }

    /// Writes an integer, with a key of any length.
    #[cold]
    pub(super) fn put_integer_slowly(
        &mut self,
        at: usize,
        field: &'static Field,
        integer: i64,
    ) -> usize {
        if is_in_url(at) {
            let mut digits = [0; WINDOW];
            let length = put_integer(&mut digits, 0, integer);
            return self.put_raw(at, field, &digits[..length]);
        }
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push_integer(integer);
        buffer.at()
    }

    /// Writes any string, with a key of any length.
    #[cold]
    pub(super) fn put_string_slowly(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &str,
    ) -> usize {
        if is_in_url(at) {
            return self.put_in_url(at, value.as_bytes());
        }
        let mut buffer = Buffer::new(self.out, at);
        buffer.push_key_of(field);
        buffer.push_string(value);
        buffer.at()
    }
}
