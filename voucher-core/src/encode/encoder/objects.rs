//! Objects.

use super::{Encoder, is_validate_only};
use voucher_definition::Field;

impl Encoder<'_> {
    /// Opens an object: writes its key. The comma before the first member becomes the brace when the object is closed.
    #[must_use]
    pub fn open(&mut self, at: usize, field: &'static Field) -> usize {
        if is_validate_only(at) {
            return at;
        }
        if let Some((_, end)) = self.window_with_key(at, field) {
            return at + end;
        }
        self.put_short_slowly(at, field, [b' '; 8], 0)
    }

    /// Closes the object that was opened at `opened`.
    #[must_use]
    pub fn close(&mut self, opened: usize, at: usize) -> usize {
        if is_validate_only(at) {
            return at;
        }
        if self.window(at).is_none() {
            self.make_room(at);
        }
        if at == opened {
            if let Some(window) = self.window(at) {
                window[..2].copy_from_slice(b"{}");
            }
            return at + 2;
        }
        self.out[opened] = b'{';
        self.out[at] = b'}';
        at + 1
    }
}
