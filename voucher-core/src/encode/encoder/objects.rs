//! Objects and arrays.

use super::{Encoder, is_dry};
use alloc::string::ToString;
use voucher_definition::{Array, Field, pointer};

/// Objects.
impl Encoder<'_> {
    /// Opens an object: its key. The first comma within becomes its brace when it is closed.
    #[must_use]
    pub fn open(&mut self, at: usize, field: &'static Field) -> usize {
        if is_dry(at) {
            return at;
        }
        if let Some((_, end)) = self.keyed(at, field) {
            return at + end;
        }
        self.slow(at, field, [b' '; 8], 0)
    }

    /// Closes the object that was opened there.
    #[must_use]
    pub fn close(&mut self, opened: usize, at: usize) -> usize {
        if is_dry(at) {
            return at;
        }
        if self.window(at).is_none() {
            self.room(at);
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

/// Arrays: an entry has a row as a field has one, whose key is a comma.
impl Encoder<'_> {
    /// Opens an array of so many entries.
    #[must_use]
    pub fn open_array(
        &mut self,
        at: usize,
        field: &'static Field,
        array: &Array,
        count: usize,
    ) -> usize {
        if let Err(violation_kind) = array.check_count(count) {
            self.reject(at, field, &violation_kind);
        }
        self.open(at, field)
    }

    /// Closes the array that was opened there.
    #[must_use]
    pub fn close_array(&mut self, opened: usize, at: usize) -> usize {
        let end = self.close(opened, at);
        if !is_dry(at) {
            self.out[opened] = b'[';
            self.out[end - 1] = b']';
        }
        end
    }

    /// What was found since then is wrong with this entry of the array.
    #[cold]
    pub fn locate(&mut self, since: usize, field: &'static Field, index: usize) {
        let array = pointer(field.parent, field.name);
        let entry = pointer(&array, &index.to_string());
        self.move_violations(since, &pointer(&array, "*"), &entry);
        // An entry has no field of its own.
        if let Some(name) = self.mapping().name(field) {
            for violation in self.split_violations(since) {
                self.note(match violation.field() {
                    Some(_) => violation,
                    None => violation.from_field(name.clone()),
                });
            }
        }
    }
}
