//! Values that serde writes: the object `custom`, and members that no definition lists.

use super::{Checked, Direct, Optional, PutAs, TypeInfo, ViaPointer};
use crate::encode::Encoder;
use crate::field::CustomObject;
use core::marker::PhantomData;
use voucher_definition::Field;

kind! {
    /// A whole object, merged with the members that stand beside it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a whole object",
        label = "no object",
        note = "an object is a map with text keys, or a type that implements `serde::Serialize` and `voucher_core::CustomObject`",
        note = "`#[ravelin(custom)]` sends a field as one member of `custom`"
    )]
    Custom(taken: &[&str])
}

impl_kind!(Custom<Direct> for CustomObject, TypeInfo::ACCEPTED, |value, encoder, at, field, taken: &[&str]| {
    encoder.members(at, field, value, taken)
});

/// A member that no definition lists.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a member, as it is not `serde::Serialize`",
    label = "not `Serialize`",
    note = "add `#[derive(serde::Serialize)]` to the type, or `#[ravelin(with = path)]` to the field"
)]
pub trait Member {
    /// Writes the member; nothing for a `None`.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + ?Sized> Member for T {
    #[inline]
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.member(at, field, self)
    }
}
