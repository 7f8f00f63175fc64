//! Objects and arrays.

use super::{Encoder, is_in_url, is_validate_only};
use alloc::string::ToString;
use voucher_definition::{Array, Field, pointer};

/// Objects.
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

/// Arrays. An element is written like a field whose key is a comma.
impl Encoder<'_> {
    /// Opens an array with `count` elements.
    #[must_use]
    pub(crate) fn open_array(
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

    /// Closes the array that was opened at `opened`.
    #[must_use]
    pub(crate) fn close_array(&mut self, opened: usize, at: usize) -> usize {
        if is_in_url(at) {
            return at;
        }
        let end = self.close(opened, at);
        self.out[opened] = b'[';
        self.out[end - 1] = b']';
        end
    }

    /// Moves the violations from number `since` on to the element at `index`.
    #[cold]
    pub(crate) fn move_to_element(&mut self, since: usize, field: &'static Field, index: usize) {
        self.move_to_content(since, field, &index.to_string());
    }

    /// Moves the violations from number `since` on to the element or member with this name.
    #[cold]
    pub(super) fn move_to_content(&mut self, since: usize, field: &'static Field, name: &str) {
        let container = field.pointer();
        let content = pointer(&container, name);
        self.move_violations(since, &pointer(&container, "*"), &content);
        // An element has no Rust field, so the array's field is named.
        if let Some(name) = self.source_name(field) {
            for violation in self.take_violations_since(since) {
                self.push_violation(match violation.field() {
                    Some(_) => violation,
                    None => violation.from_field(name.clone()),
                });
            }
        }
    }
}
