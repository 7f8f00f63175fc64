//! Values that serde writes: the object `custom`, and members that no definition lists.

use super::{Checked, Direct, Optional, PutAs, TypeInfo, ViaPointer};
use crate::encode::Encoder;
use crate::field::CustomObject;
use core::marker::PhantomData;
use voucher_definition::Field;

kind! {
    /// An object without a definition, merged with the members that other fields add to it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an object",
        label = "expected an object",
        note = "an object is a map with string keys, or a type that implements `serde::Serialize` and `voucher_core::CustomObject`",
        note = "`#[ravelin(custom)]` sends a field as one member of `custom`"
    )]
    Custom(taken: &[&str])
}

impl_kind!(Custom<Direct> for CustomObject, TypeInfo::ACCEPTED, |value, encoder, at, field, taken: &[&str]| {
    encoder.members(at, field, value, taken)
});

/// A member that the definition does not list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a member: it does not implement `serde::Serialize`",
    label = "not `Serialize`",
    note = "add `#[derive(serde::Serialize)]` to the type, or `#[ravelin(with = path)]` to the field"
)]
pub trait Member {
    /// Writes the member, or nothing for a `None`.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize;
}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + ?Sized> Member for T {
    #[inline]
    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.member(at, field, self)
    }
}
