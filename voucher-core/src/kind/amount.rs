//! An amount of money.

use super::value::value_of;
use super::{Direct, impl_kind, kind, rejected_types};
use crate::AmountField;
use crate::encode::Encoder;
#[cfg(feature = "serde")]
use crate::schema_node::Node;
use crate::type_info::{TypeDetails, TypeInfo};
use alloc::string::String;
use voucher_definition::{Field, mismatch};

kind! {
    /// An amount of money.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an amount",
        label = "expected an amount",
        note = "an amount is an integer of minor units (pence, cents), `Amount`, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::AmountField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Amount()
}

impl_kind!(
    Amount<Direct> for AmountField,
    TypeInfo {
        needs_check: !T::VALUES.is_empty(),
        needs_currency: T::NEEDS_CURRENCY,
        details: &TypeDetails { range: (T::MIN, T::MAX), integers: T::VALUES, ..TypeDetails::NONE },
        ..TypeInfo::ACCEPTED
    },
    |value, encoder, at, field| match value.amount(encoder.event_currency()) {
        Ok(amount) => encoder.integer(at, field, amount.minor()),
        Err(error) => encoder.invalid_amount(at, field, error),
    }
);

rejected_types! { Amount
    bool => mismatch::AMOUNT.bool;
    i128 | u128 => mismatch::AMOUNT.wide_integer;
    f32 | f64 => mismatch::AMOUNT.float;
    str | String => mismatch::AMOUNT.string;
}

value_of! {
    /// Amounts.
    OfAmount: Amount
}

/// Writes the schema of an amount: that of an integer.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field, type_info: TypeInfo) {
    super::integer::schema(node, field, type_info);
}
