//! An integer.

use super::value::value_of;
use super::{Direct, impl_kind, kind, rejected_types};
use crate::IntegerField;
use crate::encode::Encoder;
use crate::type_info::{TypeDetails, TypeInfo};
use alloc::string::String;
use voucher_definition::Field;
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

kind! {
    /// An integer.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an integer",
        label = "expected an integer of at most 64 bits",
        note = "an integer is `i8` to `i64`, `u8` to `u64`, or a type that implements `voucher_core::IntegerField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Integer()
}

impl_kind!(
    Integer<Direct> for IntegerField,
    TypeInfo { details: &TypeDetails { range: (T::MIN, T::MAX), ..TypeDetails::NONE }, ..TypeInfo::ACCEPTED },
    |value, encoder, at, field| encoder.integer(at, field, value.integer())
);

rejected_types! { Integer
    bool => "expected an integer, found a bool; convert it with `#[ravelin(with = path)]`";
    i128 | u128 => "expected an integer of at most 64 bits, found a wider one; use `i64`";
    f32 | f64 => "expected an integer, found a float; use `u32` or `i64`";
    str | String => "expected an integer, found a string; parse it first, or add `#[ravelin(with = path)]`";
}

value_of! {
    /// Integers.
    OfInteger: Integer
}

/// Writes the schema of an integer.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field, type_info: TypeInfo) {
    let (min, max) = type_info.details.range;
    node.integers(field.min.max(min), field.max.min(max));
    if field.multiple_of > 1 {
        node.put("multipleOf", JsonValue::Signed(field.multiple_of));
    }
}
