//! Members of an object that no definition lists: any `Serialize`.

use super::{Encoder, is_dry};
use crate::encode::buffer::Buffer;
use crate::encode::serializer::{Unsendable, push_member, push_members};
use voucher_definition::{Field, Rule};

/// Members that no row lists: any `Serialize`.
impl Encoder<'_> {
    /// A member; `None` is omitted.
    #[must_use]
    pub fn member<T: serde::Serialize + ?Sized>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &T,
    ) -> usize {
        let written = push_member(self.buffer(at), field.name, value);
        self.settle(at, field, written)
    }

    /// The members of a whole object; `taken` are those that stand there already.
    #[must_use]
    pub fn members<T: serde::Serialize + ?Sized>(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &T,
        taken: &[&str],
    ) -> usize {
        self.is_given = true;
        let written = push_members(self.buffer(at), value, taken);
        self.settle(at, field, written)
    }

    /// Closes the object `custom`, or takes its key back where nobody gave it a member. `before` is where its key
    /// begins.
    #[must_use]
    pub fn close_custom(&mut self, before: usize, opened: usize, at: usize) -> usize {
        // First of all, since that is measurably faster.
        if is_dry(at) {
            return at;
        }
        let is_given = core::mem::take(&mut self.is_given);
        if at == opened && !is_given {
            return before;
        }
        self.close(opened, at)
    }

    /// The output from there on; of a dry encoder, all of it.
    fn buffer(&mut self, at: usize) -> Buffer<'_> {
        Buffer::new(self.out, if is_dry(at) { 0 } else { at })
    }

    /// Goes on behind what was written, if it could be; a dry encoder takes it back in any case.
    fn settle(
        &mut self,
        at: usize,
        field: &'static Field,
        written: Result<usize, Unsendable>,
    ) -> usize {
        if is_dry(at) {
            self.out.clear();
        }
        match written {
            Ok(_) if is_dry(at) => at,
            Ok(end) => end,
            Err(error) => {
                let text = error.describe(self.is_hidden(field));
                self.violation(at, field, Rule::Object, text)
            }
        }
    }
}
