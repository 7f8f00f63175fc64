//! One of the listed values.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsText, Direct, kind, rejected_types};
use crate::encode::Encoder;
#[cfg(feature = "serde")]
use crate::schema_node::Node;
use crate::type_info::{TypeDetails, TypeInfo};
use crate::{EnumField, TextField};
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};

kind! {
    /// One of the listed values.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a listed value",
        label = "expected an enum with `RavelinEnum`, or a string",
        note = "a listed value is an enum with `#[derive(RavelinEnum)]`, or a string that is checked at run time",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Enum()
}

/// Which field traits of a listed value a type implements.
#[derive(Debug)]
pub enum EnumTraits<const ENUM: bool, const TEXT: bool> {}

at_most_one_trait! {
    EnumTraits<false, false>;
    EnumTraits<true, false>;
    EnumTraits<false, true>;
}

several_traits! {
    EnumTraits<true, true>: Direct, "its type implements both `EnumField` and `TextField`; remove the impl of `TextField` to send the listed value, or the impl of `EnumField` to send the string";
}

field_trait!(
    Enum<Direct> for EnumField,
    TypeInfo {
        needs_check: true,
        details: &TypeDetails { values: T::VALUES, ..TypeDetails::NONE },
        ..TypeInfo::ACCEPTED
    },
    // What the compiler has proved is not checked again: the derive writes the values, and the assertion compares them with the
    // field's. Hot path; see `benches/README.md`.
    |value, encoder, at, field| if const { T::__IS_GENERATED && W::IS_ASSERTED } {
        encoder.asserted_enum_value(at, field, || value.value())
    } else {
        encoder.enum_value(at, field, value.value())
    }
);

field_trait!(Enum<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.enum_value(at, field, value.text())
});

rejected_types! { Enum
    bool => mismatch::ENUM.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::ENUM.integer;
    f32 | f64 => mismatch::ENUM.float;
    char => mismatch::ENUM.char;
    @[T,] [T] | Vec<T> => "expected a listed value, found a list; use an enum with `#[derive(RavelinEnum)]`";
}

value_of! {
    /// Listed values.
    OfEnum: Enum
}

/// Writes the schema of a listed value: those values that the type can hold.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field, type_info: TypeInfo) {
    let can_hold = |value: &&&str| {
        type_info.details.values.is_empty() || type_info.details.values.contains(value)
    };
    let values: Vec<_> = field.values.iter().filter(can_hold).copied().collect();
    node.strings("enum", &values);
    // Only `null` is listed, which `or_null` adds.
    if field.values.is_empty() {
        node.put("not", Node::new().finish());
    }
}
