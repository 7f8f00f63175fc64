//! Kinds that several field traits serve. If a type implements two of them, the compiler cannot infer the conversion,
//! and its own error does not name the traits. So where a constant can name the type, the derive looks up which field
//! traits it implements. If there are two, one of them is selected, and an assertion reports the type.

use super::{Checked, Unchecked};
use crate::type_info::TypeInfo;
use crate::{CurrencyField, DisplayField, EnumField, IntegerField, TextField};
#[cfg(feature = "definition-file")]
use crate::{DateField, DateTimeField, UuidField};
use core::marker::PhantomData;

/// Looks up which field traits a type implements: an inherent constant takes precedence over one of [`NotImplemented`].
#[derive(Debug)]
pub struct FieldTraits<T: ?Sized>(PhantomData<T>);

/// Whether a type implements a field trait. The type of a conversion's result has no name by which a constant could look that
/// up, so it is part of a type, which the compiler infers.
#[derive(Debug)]
pub struct Is<const IMPLEMENTED: bool>;

/// What a value implements, and then what the rest of a list implements.
#[derive(Debug)]
pub struct Then<A, B>(pub A, pub B);

/// The end of that list.
#[derive(Debug)]
pub struct End;

/// Whether a type implements field traits, one after the other.
#[derive(Debug)]
pub struct IsImplemented {
    first: bool,
    rest: Option<&'static Self>,
}

impl IsImplemented {
    /// Whether the type implements the field trait at a position.
    #[must_use]
    pub const fn at(&self, position: usize) -> bool {
        match self.rest {
            _ if position == 0 => self.first,
            Some(rest) => rest.at(position - 1),
            None => false,
        }
    }
}

/// The field traits that a type implements, as a type.
pub trait ImplementedTraits {
    /// The same as a value.
    const LIST: Option<&'static IsImplemented>;
}

impl ImplementedTraits for End {
    const LIST: Option<&'static IsImplemented> = None;
}

impl<const IMPLEMENTED: bool, B: ImplementedTraits> ImplementedTraits for Then<Is<IMPLEMENTED>, B> {
    const LIST: Option<&'static IsImplemented> = Some(&IsImplemented {
        first: IMPLEMENTED,
        rest: B::LIST,
    });
}

/// Returns which field traits the result of a conversion implements. The closure contains the conversion and is never called.
#[must_use]
pub const fn traits_of_result<'v, T: 'v, P: ImplementedTraits>(
    _: &impl Fn(&'v T) -> Option<P>,
) -> &'static IsImplemented {
    match P::LIST {
        Some(list) => list,
        None => &IsImplemented {
            first: false,
            rest: None,
        },
    }
}

macro_rules! not_implemented {
    ($($name:ident)*) => {
        $(
            /// Returns that the type does not implement the field trait.
            fn $name(&self) -> Is<false> {
                Is
            }
        )*
    };
}

/// The constants and methods of a type that implements none of the field traits.
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

    not_implemented! {
        __text __display __integer __enum __currency __date_time __date __uuid __amount __time __number __bool __list __map
        __custom __fields __one_of
    }

    /// Returns the field traits of the elements of a list.
    fn __element(&self) -> FieldTraits<Unknown> {
        FieldTraits::UNKNOWN
    }

    /// Returns the field traits of the keys of a map.
    fn __key(&self) -> FieldTraits<Unknown> {
        FieldTraits::UNKNOWN
    }

    /// Returns the field traits of the values of a map.
    fn __value(&self) -> FieldTraits<Unknown> {
        FieldTraits::UNKNOWN
    }
}

/// A type that implements nothing.
#[derive(Debug)]
pub enum Unknown {}

impl FieldTraits<Unknown> {
    const UNKNOWN: Self = Self(PhantomData);
}

impl<T: ?Sized> FieldTraits<T> {
    /// Returns the field traits of a value whose type has no name, such as the result of a conversion.
    #[must_use]
    pub const fn of(_: &T) -> Self {
        Self(PhantomData)
    }

    /// Returns the field traits of a type.
    #[cfg(feature = "definition-file")]
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: ?Sized> NotImplemented for FieldTraits<T> {}

macro_rules! implemented {
    ($($trait:ident: $name:ident, $method:ident;)*) => {
        $(
            $crate::kind::field_traits::implemented!(@one [T: $trait + ?Sized] T, $trait, $name, $method);
            // An `Option` that the derive cannot see: behind a type alias, or the result of a conversion.
            $crate::kind::field_traits::implemented!(@one [T: $trait] Option<T>, $trait, $name, $method);
            $crate::kind::field_traits::implemented!(@one [T: $trait] Option<Option<T>>, $trait, $name, $method);
        )*
    };
    (@one [$($generics:tt)*] $type:ty, $trait:ident, $name:ident, $method:ident) => {
        impl<$($generics)*> FieldTraits<$type> {
            #[doc = concat!("The type implements `", stringify!($trait), "`.")]
            pub const $name: bool = true;

            #[doc = concat!("Returns that the type implements `", stringify!($trait), "`.")]
            #[must_use]
            pub fn $method(&self) -> $crate::kind::Is<true> {
                $crate::kind::Is
            }
        }
    };
}
pub(super) use implemented;

implemented! {
    TextField: __TEXT, __text;
    DisplayField: __DISPLAY, __display;
    IntegerField: __INTEGER, __integer;
    EnumField: __ENUM, __enum;
    CurrencyField: __CURRENCY, __currency;
}

#[cfg(feature = "definition-file")]
implemented! {
    DateTimeField: __DATE_TIME, __date_time;
    DateField: __DATE, __date;
    UuidField: __UUID, __uuid;
}

/// The field traits of one kind that a type implements.
pub trait Implemented {
    /// [`Checked`], if there is at most one.
    type Check;
    /// The same for the result of a conversion: [`Unchecked`], if there is at most one.
    type OfResult;
}

/// The `OfResult` of the type that a conversion returns.
pub trait ResultCheck {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo = TypeInfo::ACCEPTED;
}

impl ResultCheck for Unchecked {}

/// A value that may be written through the field trait whose marker is `M`.
pub trait Allows<M> {
    /// The message for a type that implements several field traits; otherwise empty.
    const MISMATCH: &'static str = "";
    /// Whether an assertion has compared the values of the type with those that the field lists.
    const IS_ASSERTED: bool = false;
}

impl<M> Allows<M> for Checked {
    const IS_ASSERTED: bool = true;
}
impl<M> Allows<M> for Unchecked {}

/// For at most one field trait: the type is checked as usual.
macro_rules! at_most_one_trait {
    ($($traits:ty;)*) => {
        $(
            impl $crate::kind::Implemented for $traits {
                type Check = $crate::kind::Checked;
                type OfResult = $crate::kind::Unchecked;
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
                type OfResult = Self;
            }

            impl $crate::kind::IsChecked for $traits {}

            impl $crate::kind::ResultCheck for $traits {
                const TYPE: $crate::type_info::TypeInfo = $crate::type_info::rejected!($message);
            }

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
