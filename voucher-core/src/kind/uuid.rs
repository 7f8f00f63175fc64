//! A UUID, which is sent as a string.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsText, Direct, kind, rejected_types};
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use crate::{TextField, UuidField};
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};

kind! {
    /// A UUID.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a UUID",
        label = "expected a UUID",
        note = "a UUID is `Uuid` of uuid 1 (feature `uuid`), a string with hyphens, or a type that implements `voucher_core::UuidField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Uuid()
}

/// Which field traits of a UUID a type implements.
#[derive(Debug)]
pub enum UuidTraits<const UUID: bool, const TEXT: bool> {}

at_most_one_trait! {
    UuidTraits<false, false>;
    UuidTraits<true, false>;
    UuidTraits<false, true>;
}

several_traits! {
    UuidTraits<true, true>: Direct, "its type implements both `UuidField` and `TextField`; remove the impl of `TextField`";
}

field_trait!(Uuid<Direct> for UuidField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.written_formatted(at, field, &|out| value.uuid(out), "UuidField")
});

field_trait!(Uuid<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.formatted(at, field, value.text())
});

rejected_types! { Uuid
    bool => mismatch::UUID.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::UUID.integer;
    f32 | f64 => mismatch::UUID.float;
    char => mismatch::UUID.char;
    @[T,] [T] | Vec<T> => "expected a UUID, found a list; use `Uuid` (feature `uuid`; `Uuid::from_slice`) or a string";
    @[T, const N: usize,] [T; N] => "expected a UUID, found an array; use `Uuid` (feature `uuid`; `Uuid::from_bytes`) or a string";
}

value_of! {
    /// UUIDs.
    OfUuid: Uuid
}
