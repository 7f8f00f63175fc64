//! A currency.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsText, Direct, kind, rejected_types};
use crate::encode::Encoder;
#[cfg(feature = "serde")]
use crate::schema_node::Node;
use crate::type_info::TypeInfo;
use crate::{CurrencyField, TextField};
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};

kind! {
    /// A currency.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "expected a currency",
        note = "a currency is `Currency`, a string of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Currency()
}

/// Which field traits of a currency a type implements.
#[derive(Debug)]
pub enum CurrencyTraits<const CURRENCY: bool, const TEXT: bool> {}

at_most_one_trait! {
    CurrencyTraits<false, false>;
    CurrencyTraits<true, false>;
    CurrencyTraits<false, true>;
}

several_traits! {
    CurrencyTraits<true, true>: Direct, "its type implements both `CurrencyField` and `TextField`; remove the impl of `TextField` to send the currency, or the impl of `CurrencyField` to send the string";
}

field_trait!(Currency<Direct> for CurrencyField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    match value.currency() {
        Ok(currency) => encoder.currency(at, field, currency),
        Err(error) => encoder.invalid_currency(at, field, error),
    }
});

field_trait!(Currency<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.currency_from_str(at, field, value.text())
});

rejected_types! { Currency
    bool => mismatch::CURRENCY.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::CURRENCY.integer;
    f32 | f64 => mismatch::CURRENCY.float;
    char => mismatch::CURRENCY.char;
    @[T,] [T] | Vec<T> => "expected a currency, found a list; use `Currency` or a string";
    @[T, const N: usize,] [T; N] => "expected a currency, found an array; use `Currency` or a string";
}

value_of! {
    /// Currencies.
    OfCurrency: Currency
}

kind! {
    /// A currency that ISO 4217 need not list.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "expected a currency",
        note = "a currency is `Currency`, a string of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Unlisted()
}

field_trait!(Unlisted<Direct> for CurrencyField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    match value.currency() {
        Ok(currency) => encoder.unlisted_currency(at, field, currency),
        Err(error) => encoder.invalid_currency(at, field, error),
    }
});

field_trait!(Unlisted<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    match crate::Currency::unlisted(value.text()) {
        Ok(currency) => encoder.unlisted_currency(at, field, currency),
        Err(error) => encoder.invalid_currency(at, field, error),
    }
});

rejected_types! { Unlisted
    bool => mismatch::CURRENCY.bool;
    i8 | i16 | i32 | i64 | i128 | isize | u8 | u16 | u32 | u64 | u128 | usize
        => mismatch::CURRENCY.integer;
    f32 | f64 => mismatch::CURRENCY.float;
    char => mismatch::CURRENCY.char;
}

/// Writes the schema of a currency.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, is_unlisted: bool) {
    if is_unlisted {
        node.string("type", "string");
        node.string("pattern", "^[A-Z]{3}$");
        return;
    }
    // Both lists are sorted; merge them.
    let mut codes = voucher_definition::currency::LISTED.to_vec();
    for code in voucher_definition::currency::WITHDRAWN {
        codes.insert(codes.partition_point(|other| *other < code), code);
    }
    node.strings("enum", &codes);
}
