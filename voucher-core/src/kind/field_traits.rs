//! Kinds that several field traits serve. If a type implements two of them, the compiler cannot infer the conversion,
//! and its own error does not name the traits. So where a constant can name the type, the derive looks up which field
//! traits it implements. If there are two, one of them is selected, and an assertion reports the type.

use super::{Checked, Unchecked};
use crate::{CurrencyField, DisplayField, EnumField, IntegerField, TextField};
#[cfg(feature = "definition-file")]
use crate::{DateField, DateTimeField, UuidField};
use core::marker::PhantomData;

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
    /// Whether the type implements `DateTimeField`.
    const __DATE_TIME: bool = false;
    /// Whether the type implements `DateField`.
    const __DATE: bool = false;
    /// Whether the type implements `UuidField`.
    const __UUID: bool = false;
    /// Whether the type implements `AmountField`.
    const __AMOUNT: bool = false;
    /// Whether the type implements `TimeField`.
    const __TIME: bool = false;
    /// Whether the type implements `NumberField`.
    const __NUMBER: bool = false;
    /// Whether the type implements `BoolField`.
    const __BOOL: bool = false;
    /// Whether the type implements `ListField`.
    const __LIST: bool = false;
    /// Whether the type implements `MapField`.
    const __MAP: bool = false;
    /// Whether the type implements `CustomObject`.
    const __CUSTOM: bool = false;
    /// Whether the type implements `RavelinFields`.
    const __FIELDS: bool = false;
    /// Whether the type implements `RavelinOneOf`.
    const __ONE_OF: bool = false;
    /// Whether the keys of the map implement `TextField`.
    const __KEY_TEXT: bool = false;
    /// Whether the keys of the map implement `DisplayField`.
    const __KEY_DISPLAY: bool = false;
    /// Whether the keys of the map implement `IntegerField`.
    const __KEY_INTEGER: bool = false;
    /// Whether the keys of the map implement `EnumField`.
    const __KEY_ENUM: bool = false;
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
#[cfg(feature = "definition-file")]
pub(super) use implemented;

implemented! {
    TextField: __TEXT;
    DisplayField: __DISPLAY;
    IntegerField: __INTEGER;
    EnumField: __ENUM;
    CurrencyField: __CURRENCY;
}

#[cfg(feature = "definition-file")]
implemented! {
    DateTimeField: __DATE_TIME;
    DateField: __DATE;
    UuidField: __UUID;
}

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

/// For at most one field trait: the type is checked as usual.
macro_rules! at_most_one_trait {
    ($($traits:ty;)*) => {
        $(
            impl $crate::kind::Implemented for $traits {
                type Check = $crate::kind::Checked;
            }
        )*
    };
}

/// For several field traits: the marker of the selected one, and the message that says which impl to remove.
macro_rules! several_traits {
    ($($traits:ty: $marker:ident, $message:expr;)*) => {
        $(
            impl $crate::kind::Implemented for $traits {
                type Check = Self;
            }

            impl $crate::kind::IsChecked for $traits {}

            impl $crate::kind::Allows<$marker> for $traits {
                const MISMATCH: &'static str = $message;
            }
        )*
    };
}

/// Implements a kind that several field traits serve for one of them, with the encoder's function for it.
macro_rules! field_trait {
    ($kind:ident<$marker:ident> for $trait:ident, $type_info:expr, |$value:ident, $encoder:ident, $at:ident, $field:ident| $put:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: $trait + ?Sized, W: $crate::kind::Allows<$marker>> $kind<$marker, W> for T {
            const TYPE: TypeInfo = if W::MISMATCH.is_empty() {
                $type_info
            } else {
                $crate::type_info::rejected!(W::MISMATCH)
            };

            #[inline]
            fn put(&self, $encoder: &mut Encoder<'_>, $at: usize, $field: &'static Field) -> usize {
                let $value = self;
                $put
            }
        }
    };
}

pub(crate) use {at_most_one_trait, field_trait, several_traits};
