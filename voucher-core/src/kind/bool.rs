//! `true` or `false`.

use super::value::value_of;
use super::{Direct, impl_kind, kind, rejected_types};
use crate::BoolField;
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use alloc::string::String;
use voucher_definition::{Field, mismatch};
#[cfg(feature = "serde")]
use {crate::encode::JsonValue, crate::schema_node::Node};

kind! {
    /// `true` or `false`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a bool",
        label = "expected a bool",
        note = "a bool is `bool`, or a type that implements `voucher_core::BoolField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Bool()
}

impl_kind!(Bool<Direct> for BoolField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.bool(at, field, value.bool())
});

rejected_types! { Bool
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::BOOL.integer;
    f32 | f64 => mismatch::BOOL.float;
    str | String => mismatch::BOOL.string;
}

value_of! {
    /// Bools.
    OfBool: Bool
}

/// Writes the schema of a bool.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field) {
    match field.values {
        [only] => node.put("const", JsonValue::Bool(*only == "true")),
        _ => node.string("type", "boolean"),
    }
}
