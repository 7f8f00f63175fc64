//! Values that serde writes: the object `custom`, and members that no definition lists.

#[cfg(feature = "definition-file")]
mod value;

use super::{Direct, impl_kind, kind, rejected_types};
use crate::encode::Encoder;
use crate::field::CustomObject;
use crate::type_info::TypeInfo;
use alloc::string::String;
use alloc::vec::Vec;
#[cfg(feature = "definition-file")]
pub use value::OfCustom;
use voucher_definition::{Field, mismatch};

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

rejected_types! { Custom
    bool => mismatch::CUSTOM.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::CUSTOM.integer;
    f32 | f64 => mismatch::CUSTOM.float;
    str | String => mismatch::CUSTOM.string;
    @[T,] Vec<T> => "expected an object, found a list; `#[ravelin(custom = \"key\")]` sends it as a member of `custom`";
}

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
