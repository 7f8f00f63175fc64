//! Nested objects, arrays, and values with the definition of a value around them.

use super::{Encoder, Scope, is_in_url};
use crate::mapping::PartMapping;
use alloc::string::ToString;
use voucher_definition::{Array, Field, Kind, MAX_LEVELS, ViolationKind, pointer};

/// Returns whether everything in a field's object is sensitive. Needs no call for most objects. Hot path; see
/// `benches/README.md`.
#[inline]
fn has_sensitive_content(field: &Field) -> bool {
    match field.kind {
        Kind::Object(object) => object.is_sensitive(),
        _ => field.has_sensitive_content(),
    }
}

impl Encoder<'_> {
    /// Writes the nested object that is the value of `field`. `write` writes its members. A function, and not generic, so that
    /// only `write` is compiled for each struct. Hot path; see `benches/README.md`.
    #[must_use]
    pub(crate) fn object(
        &mut self,
        at: usize,
        field: &'static Field,
        part_mapping: &'static PartMapping,
        write: &dyn Fn(&mut Self, usize) -> usize,
    ) -> usize {
        let is_sensitive = self.is_hidden(field) || has_sensitive_content(field);
        let outer = self.enter_scope(Scope::Object(part_mapping, is_sensitive));
        let opened = self.open(at, field);
        let at = write(self, opened);
        let at = self.close(opened, at);
        self.scope = outer.scope;
        // The object's currency does not apply outside it.
        self.currency = outer.currency;
        if self.violations.is_some() {
            self.move_object_violations(part_mapping, outer.violations, field);
        }
        at
    }

    /// Moves the violations of an object from number `since` on to the value of `field`.
    #[cold]
    #[inline(never)]
    fn move_object_violations(
        &mut self,
        part_mapping: &'static PartMapping,
        since: usize,
        field: &'static Field,
    ) {
        if !self.has_no_violations_since(since) {
            self.move_violations(since, part_mapping.pointer, &field.pointer());
        }
    }

    /// Enters a value with the definition of a value around it. Returns whether it may be nested here.
    #[must_use]
    pub(crate) fn enter_ancestor(&mut self) -> bool {
        // The value that is nested in itself is one level, too.
        let is_allowed = self.ancestors + 1 < MAX_LEVELS;
        self.ancestors += u32::from(is_allowed);
        is_allowed
    }

    /// Leaves a value with the definition of a value around it.
    pub(crate) fn leave_ancestor(&mut self) {
        self.ancestors -= 1;
    }

    /// Moves the violations from number `since` on from the location of one field to that of another.
    pub(crate) fn move_from(&mut self, since: usize, from: &'static Field, to: &'static Field) {
        if !self.has_no_violations_since(since) {
            self.move_violations(since, &from.pointer(), &to.pointer());
        }
    }

    /// Reports a value that is nested too deeply.
    #[cold]
    pub(crate) fn too_deep(&mut self, at: usize, field: &'static Field) -> usize {
        self.reject(at, field, &ViolationKind::TooDeep { max: MAX_LEVELS })
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
