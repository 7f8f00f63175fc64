//! Members that the definition does not list: any `Serialize`.

use super::{Encoder, is_validate_only};
use crate::encode::buffer::Buffer;
#[cfg(feature = "definition-file")]
use crate::encode::serializer::push_value;
use crate::encode::serializer::{Unsendable, push_member, push_members};
use voucher_definition::{Field, Rule};

impl Encoder<'_> {
    /// Writes a member. A `None` is omitted.
    #[must_use]
    pub(crate) fn member<T: serde::Serialize + ?Sized>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &T,
    ) -> usize {
        let written = push_member(self.buffer(at), field.name, value);
        self.finish_members(at, field, written)
    }

    /// Writes any value. A `None` is omitted, unless it is sent as `null`.
    #[cfg(feature = "definition-file")]
    #[must_use]
    pub(crate) fn any<T: serde::Serialize + ?Sized>(
        &mut self,
        before: usize,
        field: &'static Field,
        value: &T,
        is_null_sent: bool,
    ) -> usize {
        let at = self.open(before, field);
        let written = push_value(self.buffer(at), value, is_null_sent);
        let is_omitted = !is_validate_only(at) && matches!(written, Ok(end) if end == at);
        if is_omitted {
            return before;
        }
        let is_written = written.is_ok();
        let end = self.finish_members(at, field, written);
        if is_written { end } else { before }
    }

    /// Writes all members of a map or struct. `taken` are the names that the object already has.
    #[must_use]
    pub(crate) fn members<T: serde::Serialize + ?Sized>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &T,
        taken: &[&str],
    ) -> usize {
        self.has_custom = true;
        let written = push_members(self.buffer(at), value, taken);
        self.finish_members(at, field, written)
    }

    /// Closes the object `custom`. If nothing was written to it, removes its key, which starts at `before`.
    #[inline]
    #[must_use]
    pub fn close_custom(&mut self, before: usize, opened: usize, at: usize) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.write_close_custom(before, opened, at)
    }

    fn write_close_custom(&mut self, before: usize, opened: usize, at: usize) -> usize {
        let has_custom = core::mem::take(&mut self.has_custom);
        if at == opened && !has_custom {
            return before;
        }
        self.close(opened, at)
    }

    /// Writes `null` for a free object that was removed because its value is `None`. Its key started at `before`.
    #[must_use]
    pub fn null_if_removed(&mut self, before: usize, at: usize, field: &'static Field) -> usize {
        let is_null = core::mem::take(&mut self.is_custom_null);
        if is_null && at == before {
            return self.constant_null(at, field);
        }
        at
    }

    /// Returns the output from `at` on. In validate-only mode it starts at 0.
    fn buffer(&mut self, at: usize) -> Buffer<'_> {
        Buffer::new(self.out, if is_validate_only(at) { 0 } else { at })
    }

    /// Returns the position after what was written, or reports why it could not be. In validate-only mode, removes it
    /// again.
    fn finish_members(
        &mut self,
        at: usize,
        field: &'static Field,
        written: Result<usize, Unsendable>,
    ) -> usize {
        if is_validate_only(at) {
            self.out.clear();
        }
        match written {
            Ok(_) if is_validate_only(at) => at,
            Ok(end) => end,
            Err(error) => {
                let message = error.describe(self.is_hidden(field));
                self.report(at, field, Rule::Object, message)
            }
        }
    }
}
