//! One trait for each kind of field. A type fits a field if it implements the trait of the field's kind.
//!
//! Several public field traits can serve one kind: a currency may be a `CurrencyField` or a `TextField`. Two blanket
//! impls of one trait would overlap, so each conversion has a marker type, which the compiler infers. A type that is
//! known not to fit, such as a float for an amount, has an impl with the marker [`Rejected`] and a message for that
//! type.
//!
//! Each kind has a file, and this one has what all kinds share. The file of a kind contains, in this order:
//!
//! - its trait, with the compile error for any other type (`kind!`);
//! - an impl for its public field trait, with the encoder's function for it (`impl_kind!`). If several field traits serve
//!   the kind: what happens if a type implements two of them (`several_traits!`), then an impl for each (`field_trait!`);
//! - the types that are known not to fit, each with its message (`rejected_types!`);
//! - the marker that names the kind where values of any kind are allowed, such as the elements of an array
//!   (`value_of!`);
//! - its schema (`fn schema`), `#[inline]` so that only programs which call `schema()` contain it.
//!
//! Compile errors name these traits, so their paths are short.

pub(crate) mod amount;
#[cfg(feature = "definition-file")]
mod ancestor;
#[cfg(all(feature = "definition-file", feature = "serde"))]
mod any;
#[cfg(feature = "definition-file")]
pub(crate) mod array;
mod assertions;
pub(crate) mod bool;
pub(crate) mod currency;
#[cfg(feature = "serde")]
mod custom;
#[cfg(feature = "definition-file")]
pub(crate) mod date;
#[cfg(feature = "definition-file")]
pub(crate) mod date_time;
pub(crate) mod enumeration;
mod field_traits;
pub(crate) mod identifier;
pub(crate) mod integer;
#[cfg(feature = "definition-file")]
mod key;
#[cfg(feature = "definition-file")]
pub(crate) mod map;
#[cfg(feature = "definition-file")]
pub(crate) mod number;
#[cfg(feature = "definition-file")]
mod object;
#[cfg(feature = "definition-file")]
pub(crate) mod one_of;
mod part;
#[cfg(feature = "definition-file")]
mod readings;
#[cfg(test)]
#[cfg(all(feature = "definition-file", feature = "serde"))]
mod rejected;
pub(crate) mod text;
pub(crate) mod time;
#[cfg(feature = "definition-file")]
pub(crate) mod uuid;
#[cfg_attr(not(feature = "definition-file"), path = "kind/without_files/value.rs")]
mod value;
#[cfg(test)]
#[cfg(feature = "definition-file")]
mod written;

#[cfg(feature = "definition-file")]
pub use crate::constant::ConstNumber;
pub use crate::constant::{ConstValue, Constant, Null, UserIntegers, const_value};
#[cfg(feature = "definition-file")]
pub use crate::encode::KeyText;
pub use crate::type_info::TypeInfo;
pub use crate::user_function::{CheckResult, ConversionError};
pub use amount::{Amount, OfAmount};
#[cfg(feature = "definition-file")]
pub use ancestor::{Ancestor, AncestorObject, AsOneOf, OfAncestor, OfAncestorObject};
#[cfg(all(feature = "definition-file", feature = "serde"))]
pub use any::{Any, OfAny};
#[cfg(feature = "definition-file")]
pub use array::{Array, List, OfArray};
#[cfg(feature = "definition-file")]
pub use assertions::{
    ancestor_mismatch, assert_ancestor, assert_exactly_one, assert_one_of, assert_variant,
    one_of_mismatch,
};
pub use assertions::{
    assert_complete, assert_currency, assert_exclusive, assert_exclusive_pair, assert_field,
    assert_object, assert_optional, assert_part, assert_result, lacks_currency, object_mismatch,
    plain, plain_option,
};
pub use bool::{Bool, OfBool};
pub use currency::{Currency, CurrencyTraits, OfCurrency, Unlisted};
#[cfg(all(feature = "definition-file", feature = "serde"))]
pub use custom::OfCustom;
#[cfg(feature = "serde")]
pub use custom::{Custom, Member};
#[cfg(feature = "definition-file")]
pub use date::{Date, DateTraits, OfDate};
#[cfg(feature = "definition-file")]
pub use date_time::{DateTime, DateTimeTraits, OfDateTime};
pub use enumeration::{Enum, EnumTraits, OfEnum};
pub use field_traits::{
    Allows, End, FieldTraits, Implemented, Is, IsImplemented, NotImplemented, ResultCheck, Then,
    traits_of_result,
};
pub use identifier::{Identifier, IdentifierTraits, OfIdentifier};
pub use integer::{Integer, OfInteger};
#[cfg(feature = "definition-file")]
pub use key::Key;
#[cfg(feature = "definition-file")]
pub use map::{Entries, Map, OfMap};
#[cfg(feature = "definition-file")]
pub use number::{Number, OfNumber};
#[cfg(feature = "definition-file")]
pub use object::{Object, OfObject};
#[cfg(feature = "definition-file")]
pub use one_of::{
    ByType, InArray, InBool, InNumber, InObject, InString, InVariant, No, OfOneOf, OfVariants,
    OneOf, RejectsIntegers, Variants,
};
pub use part::Part;
#[cfg(feature = "definition-file")]
pub use readings::{
    KeyReadings, Keyed, OneOfReadings, Selection, first_several, key_readings, readings,
};
pub use text::{OfText, Text, TextTraits};
pub use time::{OfTime, Time, Unix};
#[cfg(feature = "definition-file")]
pub use uuid::{OfUuid, Uuid, UuidTraits};
#[cfg(feature = "definition-file")]
pub use value::Value;

use core::marker::PhantomData;

/// The conversion through the field trait that is named after the kind.
#[derive(Debug)]
pub enum Direct {}
/// The conversion of a string, which is checked at run time.
#[derive(Debug)]
pub enum AsText {}
/// The conversion of an integer that is written as a string.
#[derive(Debug)]
pub enum AsInteger {}
/// The conversion of a string that a `Display` writes.
#[derive(Debug)]
pub enum AsDisplay {}

/// The conversion of a key that is a listed value.
#[derive(Debug)]
pub enum AsEnum {}
/// The conversion of an `Option`.
#[derive(Debug)]
pub struct Optional<M>(M);
/// The conversion of a reference or box to an `Option`.
#[derive(Debug)]
pub struct ViaPointer<M>(M);
/// The impl of a type that does not fit.
#[derive(Debug)]
pub enum Rejected {}

/// A value whose type a compile-time assertion checks.
#[derive(Debug)]
pub enum Checked {}
/// A value whose type no assertion can name: the result of a user's conversion, or a type that contains a type
/// parameter. The rejecting impls do not apply to it.
#[derive(Debug)]
pub enum Unchecked {}

/// The position after a value, and the conversion that wrote it.
#[derive(Debug)]
pub struct PutAs<M> {
    at: usize,
    conversion: PhantomData<M>,
}

/// A value that is always present.
#[diagnostic::on_unimplemented(
    message = "expected the value of a required field, found an `Option`, which may be `None`",
    label = "return the value itself, or add `required` to make `None` a violation"
)]
pub trait Present {
    /// Returns the position after the value.
    fn at(self) -> usize;
}

macro_rules! impl_present {
    ($($(@[$($generics:tt)*])? $conversion:ty;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<$($($generics)*)?> $crate::kind::Present for $crate::kind::PutAs<$conversion> {
                fn at(self) -> usize {
                    self.at
                }
            }
        )*
    };
}

impl_present! {
    Direct;
    AsText;
    AsInteger;
    AsDisplay;
}

/// Whether an assertion checks the type, so that the rejecting impls apply.
pub trait IsChecked {}
impl IsChecked for Checked {}

/// Implements a kind for a pointer to an `Option`. A pointer to any other value implements the field trait itself.
macro_rules! via_pointer {
    ($name:ident$(<$of:ident>)?($($argument:ident: $type:ty)?) $pointer:ty) => {
        #[diagnostic::do_not_recommend]
        impl<T: $name<$($of,)? $crate::kind::Optional<M>, W>, $($of,)? M, W>
            $name<$($of,)? $crate::kind::ViaPointer<M>, W> for $pointer
        {
            const TYPE: TypeInfo = T::TYPE;

            fn is_present(&self) -> bool {
                (**self).is_present()
            }

            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, $argument: $type)?) -> usize {
                (**self).put(encoder, at, field $(, $argument)?)
            }

            fn put_or_null(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> usize {
                (**self).put_or_null(encoder, at, field $(, $argument)?)
            }

            fn put_required(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> usize {
                (**self).put_required(encoder, at, field $(, $argument)?)
            }
        }
    };
}

/// Defines the trait of a kind, with its compile error, and implements it for `Option`. `Unix(unit: Unit)` is a kind whose
/// functions have one more parameter. `Array<K>()` is a kind that contains values of the kind `K`.
macro_rules! kind {
    ($(#[$attribute:meta])* $name:ident$(<$of:ident>)?($($argument:ident: $type:ty)?)) => {
        $(#[$attribute])*
        pub trait $name<$($of,)? M, W = $crate::kind::Checked> {
            /// What the compiler knows about the type.
            const TYPE: TypeInfo;

            /// Returns `TYPE`, for values whose type has no name.
            fn type_info(&self) -> TypeInfo {
                Self::TYPE
            }

            /// Fails the build if the value, which a conversion returned, needs a currency that it cannot supply
            /// itself.
            fn assert_converted(&self) {
                const { $crate::kind::assertions::assert_converted(Self::TYPE) }
            }

            /// Checks whether there is a value.
            fn is_present(&self) -> bool {
                true
            }

            /// Writes the value, or nothing if it is absent. The rejecting impls use this default, which reports the
            /// mismatch.
            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, _: $type)?) -> usize {
                encoder.type_mismatch(at, field, Self::TYPE.details.mismatch)
            }

            /// Writes the value, or `null` if it is absent.
            #[inline]
            fn put_or_null(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> usize {
                self.put(encoder, at, field $(, $argument)?)
            }

            /// Writes the value, or reports a violation if it is absent.
            fn put_required(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> usize {
                self.put(encoder, at, field $(, $argument)?)
            }

            /// Writes a value that must always be present.
            fn put_present(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> $crate::kind::PutAs<M> {
                let at = self.put(encoder, at, field $(, $argument)?);
                $crate::kind::PutAs { at, conversion: core::marker::PhantomData }
            }
        }

        $crate::kind::via_pointer!($name$(<$of>)?($($argument: $type)?) &T);
        $crate::kind::via_pointer!($name$(<$of>)?($($argument: $type)?) alloc::boxed::Box<T>);

        #[diagnostic::do_not_recommend]
        impl<T: $name<$($of,)? M, W>, $($of,)? M, W> $name<$($of,)? $crate::kind::Optional<M>, W> for Option<T> {
            const TYPE: TypeInfo = T::TYPE.optional();

            fn is_present(&self) -> bool {
                self.is_some()
            }

            #[inline]
            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, $argument: $type)?) -> usize {
                match self {
                    Some(value) => value.put_or_null(encoder, at, field $(, $argument)?),
                    None => at,
                }
            }

            #[inline]
            fn put_or_null(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> usize {
                match self {
                    Some(value) => value.put_or_null(encoder, at, field $(, $argument)?),
                    None => encoder.null(at, field),
                }
            }

            #[inline]
            fn put_required(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $argument: $type)?
            ) -> usize {
                match self {
                    Some(value) => value.put_or_null(encoder, at, field $(, $argument)?),
                    None => encoder.absent(at, field),
                }
            }
        }
    };
}

/// Implements a kind for its only public field trait, with the encoder's function for it.
macro_rules! impl_kind {
    ($kind:ident<$marker:ident> for $trait:ident, $type_info:expr, |$value:ident, $encoder:ident, $at:ident, $field:ident $(, $argument:ident: $type:ty)?| $put:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: $trait + ?Sized, W> $kind<$marker, W> for T {
            const TYPE: TypeInfo = $type_info;

            #[inline]
            fn put(&self, $encoder: &mut Encoder<'_>, $at: usize, $field: &'static Field $(, $argument: $type)?) -> usize {
                let $value = self;
                $put
            }
        }
    };
}

/// Rejects types with a message for each, and references to them. A type for which a feature is needed follows on its own,
/// with `@one`. For `Array<K>`, a kind that contains values of other kinds, references are not rejected.
macro_rules! rejected_types {
    ($kind:ident<$of:ident> $($(@[$($generics:tt)*])? $($type:ty)|+ => $message:expr;)*) => {
        $($crate::kind::rejected_types!(@each $kind<$of> [$($($generics)*)?] $message, $($type)+);)*
    };
    (@each $kind:ident<$of:ident> $generics:tt $message:expr, $($type:ty)+) => {
        $($crate::kind::rejected_types!(@one $kind<$of> $generics $message, $type);)+
    };
    (@one $kind:ident<$of:ident> [$($generics:tt)*] $message:expr, $type:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$of, $($generics)* W: $crate::kind::IsChecked> $kind<$of, $crate::kind::Rejected, W> for $type {
            const TYPE: TypeInfo = $crate::type_info::rejected!($message);
        }
    };
    ($kind:ident $($(@[$($generics:tt)*])? $($type:ty)|+ => $message:expr;)*) => {
        $($crate::kind::rejected_types!(@each $kind [$($($generics)*)?] $message, $($type)+);)*
        $crate::kind::rejected_types!(@one $kind [T: $kind<$crate::kind::Rejected, W> + ?Sized,] T::TYPE.details.mismatch, &T);
    };
    (@each $kind:ident $generics:tt $message:expr, $($type:ty)+) => {
        $($crate::kind::rejected_types!(@one $kind $generics $message, $type);)+
    };
    (@one $kind:ident [$($generics:tt)*] $message:expr, $type:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)* W: $crate::kind::IsChecked> $kind<$crate::kind::Rejected, W> for $type {
            const TYPE: TypeInfo = $crate::type_info::rejected!($message, stringify!($type));
        }
    };
}

#[cfg(feature = "definition-file")]
pub(crate) use impl_present;
pub(crate) use {impl_kind, kind, rejected_types, via_pointer};
