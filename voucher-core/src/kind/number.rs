//! A number: an integer, a float or a decimal.

use super::value::value_of;
use super::{Direct, impl_kind, kind, rejected_types};
use crate::NumberField;
use crate::encode::Encoder;
use crate::type_info::TypeInfo;
use alloc::string::String;
use voucher_definition::{Field, mismatch};
#[cfg(feature = "serde")]
use {
    crate::encode::JsonValue,
    crate::schema_node::Node,
    voucher_definition::{Decimal, Limit},
};

kind! {
    /// An integer, a float or a decimal.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a number",
        label = "expected a number",
        note = "a number is `f32`, `f64`, an integer of at most 64 bits, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::NumberField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Number()
}

impl_kind!(Number<Direct> for NumberField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.number(at, field, value.number())
});

rejected_types! { Number
    bool => mismatch::NUMBER.bool;
    i128 | u128 => mismatch::NUMBER.wide_integer;
    str | String => mismatch::NUMBER.string;
}

value_of! {
    /// Numbers.
    OfNumber: Number
}

/// Writes the schema of a number.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field) {
    node.string("type", "number");
    let limits = [
        ("minimum", field.bounds.min),
        ("maximum", field.bounds.max),
        ("exclusiveMinimum", field.bounds.above),
        ("exclusiveMaximum", field.bounds.below),
        ("multipleOf", field.bounds.multiple_of),
    ];
    for (name, limit) in limits {
        if let Some(limit) = limit {
            node.put(name, exact(limit));
        }
    }
}

/// Returns a limit as exactly the number in the definition.
#[cfg(feature = "serde")]
#[inline]
fn exact(limit: Limit) -> JsonValue {
    match limit.decimal().and_then(Decimal::truncated) {
        Some((integer, false)) => JsonValue::Signed(integer),
        _ => match limit.text.parse() {
            Ok(integer) => JsonValue::Unsigned(integer),
            Err(_) => JsonValue::Float(limit.number),
        },
    }
}
