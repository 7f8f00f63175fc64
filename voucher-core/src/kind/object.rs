//! A nested object.

use super::value::value_of;
use super::{Direct, Unchecked, kind, rejected_types};
use crate::encode::Encoder;
use crate::part::{RavelinFields, schema_info};
use crate::type_info::{Itself, TypeDetails, TypeInfo};
use alloc::string::String;
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};

kind! {
    /// A nested object.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an object: it does not implement `RavelinFields`",
        label = "expected a struct with `#[derive(RavelinFields)]`",
        note = "add `#[derive(RavelinFields)]` and `#[ravelin(definition = \"…\", object = \"…\")]` to its struct",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Object()
}

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized, W> Object<Direct, W> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_currency: T::__PART.needs_currency,
        details: &TypeDetails {
            object: Some((T::__PART, T::__OBJECT, schema_info::<T>)),
            itself: Some(itself::<T>),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };

    fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.object(at, field, T::__PART, &|encoder, at| {
            self.__write(encoder, at)
        })
    }
}

/// Returns a struct that may contain itself.
pub(super) fn itself<T: RavelinFields + ?Sized>() -> Itself {
    Itself {
        name: T::__type_name(),
        type_info: <T as Object<Direct, Unchecked>>::TYPE,
        element: None,
    }
}

rejected_types! { Object
    bool => mismatch::OBJECT.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::OBJECT.integer;
    f32 | f64 => mismatch::OBJECT.float;
    str | String => mismatch::OBJECT.string;
    @[T,] [T] | Vec<T> => "expected one object, found a list; use the struct itself";
    @[T, const N: usize,] [T; N] => "expected one object, found a list; use the struct itself";
}

value_of! {
    /// Objects.
    OfObject: Object
}
