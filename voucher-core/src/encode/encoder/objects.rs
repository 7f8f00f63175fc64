//! Objects.

use super::{Encoder, is_validate_only};
use crate::encode::buffer::Buffer;
use voucher_definition::Field;

impl Encoder<'_> {
    /// Opens an object: writes its key. The comma before the first member becomes the brace when the object is closed.
    #[inline]
    #[must_use]
    pub fn open(&mut self, at: usize, field: &'static Field) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.write_open(at, field)
    }

    fn write_open(&mut self, at: usize, field: &'static Field) -> usize {
        if let Some((_, end)) = self.window_with_key(at, field) {
            return at + end;
        }
        self.put_short_slowly(at, field, [b' '; 8], 0)
    }

    /// Closes the object that was opened at `opened`.
    #[inline]
    #[must_use]
    pub fn close(&mut self, opened: usize, at: usize) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.write_close(opened, at)
    }

    fn write_close(&mut self, opened: usize, at: usize) -> usize {
        match self.out.get_mut(opened..at + 1) {
            Some([first, .., last]) => {
                (*first, *last) = (b'{', b'}');
                at + 1
            }
            _ => self.close_slowly(opened, at),
        }
    }

    /// Closes an object that is empty, or at the end of the output.
    #[cold]
    #[inline(never)]
    fn close_slowly(&mut self, opened: usize, at: usize) -> usize {
        let mut buffer = Buffer::new(self.out, at);
        buffer.close(opened, *b"{}");
        buffer.at()
    }
}
