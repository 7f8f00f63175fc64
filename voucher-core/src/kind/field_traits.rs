//! Kinds that several field traits serve. If a type implements two of them, the compiler cannot infer the conversion,
//! and its own error does not name the traits. So where a constant can name the type, the derive looks up which field
//! traits it implements. If there are two, one of them is selected, and an assertion reports the type.

use super::{
    AsDisplay, AsInteger, AsText, Checked, Currency, Direct, Enum, Identifier, IsChecked, Text,
    Unchecked, Unlisted,
};
use crate::encode::{Displayed, Encoder};
use crate::type_info::{TypeDetails, TypeInfo, rejected};
use crate::{CurrencyField, DisplayField, EnumField, IntegerField, TextField};
use core::marker::PhantomData;
use voucher_definition::Field;

/// Looks up which field traits a type implements: an inherent constant takes precedence over one of [`NotImplemented`].
#[derive(Debug)]
pub struct FieldTraits<T: ?Sized>(PhantomData<T>);

/// The constants of a type that implements none of the field traits.
pub trait NotImplemented {
    /// Whether the type implements `TextField`.
    const __TEXT: bool = false;
    /// Whether the type implements `DisplayField`.
    const __DISPLAY: bool = false;
    /// Whether the type implements `IntegerField`.
    const __INTEGER: bool = false;
    /// Whether the type implements `EnumField`.
    const __ENUM: bool = false;
    /// Whether the type implements `CurrencyField`.
    const __CURRENCY: bool = false;
}

impl<T: ?Sized> NotImplemented for FieldTraits<T> {}

macro_rules! implemented {
    ($($trait:ident: $name:ident;)*) => {
        $(
            impl<T: $trait + ?Sized> FieldTraits<T> {
                #[doc = concat!("The type implements `", stringify!($trait), "`.")]
                pub const $name: bool = true;
            }

            /// For an `Option` behind a type alias, which the derive cannot see.
            impl<T: $trait> FieldTraits<Option<T>> {
                #[doc = concat!("The type within implements `", stringify!($trait), "`.")]
                pub const $name: bool = true;
            }
        )*
    };
}

implemented! {
    TextField: __TEXT;
    DisplayField: __DISPLAY;
    IntegerField: __INTEGER;
    EnumField: __ENUM;
    CurrencyField: __CURRENCY;
}

/// Which field traits of a string a type implements.
#[derive(Debug)]
pub enum TextTraits<const TEXT: bool, const DISPLAY: bool> {}
/// Which field traits of an identifier a type implements.
#[derive(Debug)]
pub enum IdentifierTraits<const TEXT: bool, const DISPLAY: bool, const INTEGER: bool> {}
/// Which field traits of a listed value a type implements.
#[derive(Debug)]
pub enum EnumTraits<const ENUM: bool, const TEXT: bool> {}
/// Which field traits of a currency a type implements.
#[derive(Debug)]
pub enum CurrencyTraits<const CURRENCY: bool, const TEXT: bool> {}

/// The field traits of one kind that a type implements.
pub trait Implemented {
    /// [`Checked`], if there is at most one.
    type Check;
}

/// A value that may be written through the field trait whose marker is `M`.
pub trait Allows<M> {
    /// The message for a type that implements several field traits; otherwise empty.
    const MISMATCH: &'static str = "";
}

impl<M> Allows<M> for Checked {}
impl<M> Allows<M> for Unchecked {}

macro_rules! at_most_one_trait {
    ($($traits:ty;)*) => {
        $(
            impl Implemented for $traits {
                type Check = Checked;
            }
        )*
    };
}

at_most_one_trait! {
    TextTraits<false, false>;
    TextTraits<true, false>;
    TextTraits<false, true>;
    IdentifierTraits<false, false, false>;
    IdentifierTraits<true, false, false>;
    IdentifierTraits<false, true, false>;
    IdentifierTraits<false, false, true>;
    EnumTraits<false, false>;
    EnumTraits<true, false>;
    EnumTraits<false, true>;
    CurrencyTraits<false, false>;
    CurrencyTraits<true, false>;
    CurrencyTraits<false, true>;
}

/// For several field traits: the marker of the selected one, and the message that says which impl to remove.
macro_rules! several_traits {
    ($($traits:ty: $marker:ident, $message:expr;)*) => {
        $(
            impl Implemented for $traits {
                type Check = Self;
            }

            impl IsChecked for $traits {}

            impl Allows<$marker> for $traits {
                const MISMATCH: &'static str = $message;
            }
        )*
    };
}

several_traits! {
    TextTraits<true, true>: Direct, "its type implements both `TextField` and `DisplayField`; remove the impl of `DisplayField`";
    IdentifierTraits<true, true, false>: Direct, "its type implements both `TextField` and `DisplayField`; remove the impl of `DisplayField`";
    IdentifierTraits<true, false, true>: Direct, "its type implements both `TextField` and `IntegerField`; remove the impl of `IntegerField` to send the string, or the impl of `TextField` to send the integer";
    IdentifierTraits<false, true, true>: AsDisplay, "its type implements both `DisplayField` and `IntegerField`; remove the impl of `IntegerField` to send the string, or the impl of `DisplayField` to send the integer";
    IdentifierTraits<true, true, true>: Direct, "its type implements `TextField`, `DisplayField` and `IntegerField`; remove the impls of `DisplayField` and `IntegerField`, or those of `TextField` and `DisplayField` to send the integer";
    EnumTraits<true, true>: Direct, "its type implements both `EnumField` and `TextField`; remove the impl of `TextField` to send the listed value, or the impl of `EnumField` to send the string";
    CurrencyTraits<true, true>: Direct, "its type implements both `CurrencyField` and `TextField`; remove the impl of `TextField` to send the currency, or the impl of `CurrencyField` to send the string";
}

/// Implements a kind that several field traits serve for one of them, with the encoder's function for it.
macro_rules! field_trait {
    ($kind:ident<$marker:ident> for $trait:ident, $type_info:expr, |$value:ident, $encoder:ident, $at:ident, $field:ident| $put:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: $trait + ?Sized, W: Allows<$marker>> $kind<$marker, W> for T {
            const TYPE: TypeInfo = if W::MISMATCH.is_empty() {
                $type_info
            } else {
                rejected!(W::MISMATCH)
            };

            #[inline]
            fn put(&self, $encoder: &mut Encoder<'_>, $at: usize, $field: &'static Field) -> usize {
                let $value = self;
                $put
            }
        }
    };
}

field_trait!(Text<Direct> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.string(at, field, value.text())
});
field_trait!(Text<AsDisplay> for DisplayField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.display(at, field, &Displayed(value))
});
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
field_trait!(
    Enum<Direct> for EnumField,
    TypeInfo {
        needs_check: true,
        details: &TypeDetails { values: T::VALUES, ..TypeDetails::NONE },
        ..TypeInfo::ACCEPTED
    },
    |value, encoder, at, field| encoder.enum_value(at, field, value.value())
);
field_trait!(Enum<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.enum_value(at, field, value.text())
});
field_trait!(Currency<Direct> for CurrencyField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    match value.currency() {
        Ok(currency) => encoder.currency(at, field, currency),
        Err(error) => encoder.invalid_currency(at, field, error),
    }
});
field_trait!(Currency<AsText> for TextField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.currency_from_str(at, field, value.text())
});
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
