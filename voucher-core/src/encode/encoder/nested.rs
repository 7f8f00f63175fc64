//! Nested objects, arrays, and values with the definition of a value around them.

use super::scope::Outer;
use super::{Encoder, Scope, is_in_url};
use crate::mapping::PartMapping;
use alloc::string::ToString;
use voucher_definition::{Array, Contents, Field, Kind, MAX_LEVELS, ViolationKind, pointer};

/// Returns whether everything in a field's object is sensitive. Most objects have a scalar that is not, so that no call is
/// needed. Hot path; see `benches/README.md`.
#[inline]
fn has_sensitive_content(field: &Field) -> bool {
    if let Kind::Object(object) = field.kind {
        let is_public =
            |field: &&&Field| !field.sensitive && matches!(field.kind.contents(), Contents::None);
        if object.fields.iter().any(|field| is_public(&field)) {
            return false;
        }
    }
    field.has_sensitive_content()
}

impl Encoder<'_> {
    /// Enters the nested object that is the value of `field`. `pointer` is its JSON Pointer in the definition that its
    /// struct was derived for.
    #[must_use]
    pub(crate) fn enter_object(
        &mut self,
        part_mapping: &'static PartMapping,
        pointer: &'static str,
        field: &'static Field,
    ) -> Outer {
        let is_sensitive = self.is_hidden(field) || has_sensitive_content(field);
        self.enter_scope(Scope::Object(part_mapping, pointer, is_sensitive))
    }

    /// Leaves the nested object that is the value of `field`. The object's currency does not apply outside it.
    pub(crate) fn leave_object(&mut self, outer: Outer, field: &'static Field) {
        let scope = core::mem::replace(&mut self.scope, outer.scope);
        self.currency = outer.currency;
        if self.violations.is_some() {
            self.move_object_violations(scope, outer.violations, field);
        }
    }

    /// Moves the violations of an object from number `since` on to the value of `field`.
    #[cold]
    #[inline(never)]
    fn move_object_violations(&mut self, scope: Scope, since: usize, field: &'static Field) {
        if let Scope::Object(_, from, _) = scope {
            if !self.has_no_violations_since(since) {
                let to = field.pointer();
                self.move_violations(since, from, &to);
            }
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
