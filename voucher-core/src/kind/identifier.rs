//! An identifier.

use super::field_traits::{at_most_one_trait, field_trait, several_traits};
use super::value::value_of;
use super::{AsDisplay, AsInteger, Direct, kind, rejected_types};
use crate::encode::{Displayed, Encoder};
#[cfg(feature = "serde")]
use crate::schema_node::Node;
use crate::type_info::{TypeDetails, TypeInfo};
use crate::{DisplayField, IntegerField, TextField};
use alloc::vec::Vec;
use voucher_definition::{Field, mismatch};

kind! {
    /// An identifier chosen by the merchant.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an identifier",
        label = "expected a string or an integer",
        note = "an identifier is a string, or an integer of at most 64 bits",
        note = "for your own type, implement `voucher_core::IntegerField` if it holds an integer, `TextField` if it holds a `str`, or `DisplayField` if it implements `Display`",
        note = "`#[ravelin(with = path)]` converts the whole field; `#[ravelin(skip)]` does not send it"
    )]
    Identifier()
}

/// Which field traits of an identifier a type implements.
#[derive(Debug)]
pub enum IdentifierTraits<const TEXT: bool, const DISPLAY: bool, const INTEGER: bool> {}

at_most_one_trait! {
    IdentifierTraits<false, false, false>;
    IdentifierTraits<true, false, false>;
    IdentifierTraits<false, true, false>;
    IdentifierTraits<false, false, true>;
}

several_traits! {
    IdentifierTraits<true, true, false>: Direct, "its type implements both `TextField` and `DisplayField`; remove the impl of `DisplayField`";
    IdentifierTraits<true, false, true>: Direct, "its type implements both `TextField` and `IntegerField`; remove the impl of `IntegerField` to send the string, or the impl of `TextField` to send the integer";
    IdentifierTraits<false, true, true>: AsDisplay, "its type implements both `DisplayField` and `IntegerField`; remove the impl of `IntegerField` to send the string, or the impl of `DisplayField` to send the integer";
    IdentifierTraits<true, true, true>: Direct, "its type implements `TextField`, `DisplayField` and `IntegerField`; remove the impls of `DisplayField` and `IntegerField`, or those of `TextField` and `DisplayField` to send the integer";
}

field_trait!(Identifier<Direct> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.string(at, field, value.text())
});

field_trait!(Identifier<AsDisplay> for DisplayField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.display(at, field, &Displayed(value))
});

field_trait!(
    Identifier<AsInteger> for IntegerField,
    TypeInfo {
        details: &TypeDetails { is_integer: true, range: (T::MIN, T::MAX), ..TypeDetails::NONE },
        ..TypeInfo::ACCEPTED
    },
    |value, encoder, at, field| encoder.integer_as_string(at, field, value.integer())
);

rejected_types! { Identifier
    bool => mismatch::IDENTIFIER.bool;
    i128 | u128 => mismatch::IDENTIFIER.wide_integer;
    f32 | f64 => mismatch::IDENTIFIER.float;
    char => mismatch::IDENTIFIER.char;
    @[T,] [T] | Vec<T> => "expected a string, found a list; decode bytes first: use `String` (`String::from_utf8`, or hexadecimal)";
    @[T, const N: usize,] [T; N] => "expected a string, found an array; decode bytes first: use `String` (`String::from_utf8`, or hexadecimal)";
}

value_of! {
    /// Identifiers.
    OfIdentifier: Identifier
}

/// Writes the schema of an identifier: that of a string, which an integer type narrows to digits.
#[cfg(feature = "serde")]
#[inline]
pub(crate) fn schema(node: &mut Node, field: &Field, type_info: TypeInfo) {
    let digits = match type_info.details.is_integer {
        true if type_info.details.range.0 >= 0 => Some("^(0|[1-9][0-9]*)$"),
        true => Some("^(0|-?[1-9][0-9]*)$"),
        false => None,
    };
    super::text::schema_with(node, field, digits);
}
