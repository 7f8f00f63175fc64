//! One trait for each kind of field. A type fits a field if it implements the trait of the field's kind.
//!
//! Several public field traits can serve one kind: a currency may be a `CurrencyField` or a `TextField`. Two blanket
//! impls of one trait would overlap, so each conversion has a marker type, which the compiler infers. A type that is
//! known not to fit, such as a float for an amount, has an impl with the marker [`Rejected`] and a message for that
//! type.
//!
//! Compile errors name these traits, so their paths are short.

mod array;
mod assertions;
mod field_traits;
mod rejected;

pub use crate::constant::{ConstValue, Constant, const_value};
pub use crate::user_function::{CheckResult, ConversionError};
#[cfg(feature = "serde")]
pub use array::OfCustom;
pub use array::{
    Array, Elements, List, OfAmount, OfArray, OfBool, OfCurrency, OfEnum, OfIdentifier, OfInteger,
    OfNumber, OfObject, OfText, OfTime,
};
pub use assertions::{
    assert_complete, assert_currency, assert_exclusive, assert_exclusive_pair, assert_field,
    assert_object, assert_optional, assert_part, assert_plain_types, assert_type, lacks_currency,
    object_mismatch,
};
#[cfg(feature = "serde")]
pub use custom::{Custom, Member};
pub use field_traits::{
    Allows, CurrencyTraits, EnumTraits, FieldTraits, IdentifierTraits, Implemented, NotImplemented,
    TextTraits,
};

use crate::encode::Encoder;
use crate::mapping::PartMapping;
use crate::part::RavelinFields;
pub use crate::type_info::TypeInfo;
use crate::type_info::{SchemaInfo, TypeDetails};
use crate::{AmountField, BoolField, IntegerField, NumberField, TimeField};
use core::marker::PhantomData;
use voucher_definition::Field;
use voucher_definition::time::Unit;

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
    ($($conversion:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl Present for PutAs<$conversion> {
                fn at(self) -> usize {
                    self.at
                }
            }
        )*
    };
}

impl_present!(Direct AsText AsInteger AsDisplay);

/// Whether an assertion checks the type, so that the rejecting impls apply.
pub trait IsChecked {}
impl IsChecked for Checked {}

/// Implements a kind for a pointer to an `Option`. A pointer to any other value implements the field trait itself.
macro_rules! via_pointer {
    ($name:ident($($argument:ident: $type:ty)?) $pointer:ty) => {
        #[diagnostic::do_not_recommend]
        impl<T: $name<Optional<M>, W>, M, W> $name<ViaPointer<M>, W> for $pointer {
            const TYPE: TypeInfo = T::TYPE;

            fn is_present(&self) -> bool {
                (**self).is_present()
            }

            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, $argument: $type)?) -> usize {
                (**self).put(encoder, at, field $(, $argument)?)
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

/// Defines the trait of a kind, with its compile error, and implements it for `Option`.
macro_rules! kind {
    ($(#[$attribute:meta])* $name:ident($($argument:ident: $type:ty)?)) => {
        $(#[$attribute])*
        pub trait $name<M, W = Checked> {
            /// What the compiler knows about the type.
            const TYPE: TypeInfo;

            /// Returns `TYPE`, for values whose type has no name.
            fn type_info(&self) -> TypeInfo {
                Self::TYPE
            }

            /// Fails the build if the value, which a conversion returned, needs a currency that it cannot supply
            /// itself.
            fn assert_converted(&self) {
                const { crate::kind::assertions::assert_converted(Self::TYPE) }
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
            ) -> PutAs<M> {
                let at = self.put(encoder, at, field $(, $argument)?);
                PutAs { at, conversion: PhantomData }
            }
        }

        via_pointer!($name($($argument: $type)?) &T);
        via_pointer!($name($($argument: $type)?) alloc::boxed::Box<T>);

        #[diagnostic::do_not_recommend]
        impl<T: $name<M, W>, M, W> $name<Optional<M>, W> for Option<T> {
            const TYPE: TypeInfo = T::TYPE.optional();

            fn is_present(&self) -> bool {
                self.is_some()
            }

            #[inline]
            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, $argument: $type)?) -> usize {
                match self {
                    Some(value) => value.put(encoder, at, field $(, $argument)?),
                    None => at,
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
                    Some(value) => value.put(encoder, at, field $(, $argument)?),
                    None => encoder.absent(at, field),
                }
            }
        }
    };
}

/// Implements a kind for a public field trait, with the encoder's function for it.
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

kind! {
    /// A string.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a string",
        label = "expected a string",
        note = "a string is `String`, `&str`, `Cow<str>`, `Box<str>`, or a type that implements `voucher_core::TextField` or `voucher_core::DisplayField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Text()
}
kind! {
    /// An identifier chosen by the merchant.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an identifier",
        label = "expected a string or an integer",
        note = "an identifier is a string, or an integer of at most 64 bits",
        note = "for your own type, implement `voucher_core::IntegerField` if it holds an integer, `TextField` if it holds a `str`, or `DisplayField` if it implements `Display`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Identifier()
}
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
kind! {
    /// An integer or a float.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a number",
        label = "expected a number",
        note = "a number is `f32`, `f64`, an integer of at most 64 bits, or a type that implements `voucher_core::NumberField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Number()
}
kind! {
    /// A nested object.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an object: it does not implement `RavelinFields`",
        label = "expected a struct with `#[derive(RavelinFields)]`",
        note = "add `#[derive(RavelinFields)]` and `#[ravelin(definition = \"…\", object = \"…\")]` to its struct",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Object()
}
kind! {
    /// An amount of money.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an amount",
        label = "expected an amount",
        note = "an amount is an integer of minor units (pence, cents), `Amount`, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::AmountField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Amount()
}
kind! {
    /// A currency.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "expected a currency",
        note = "a currency is `Currency`, a string of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Currency()
}
kind! {
    /// A currency that ISO 4217 need not list.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "expected a currency",
        note = "a currency is `Currency`, a string of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Unlisted()
}
kind! {
    /// A time.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a time",
        label = "expected a time",
        note = "a time is `Timestamp`, `SystemTime`, a point in time of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), or a type that implements `voucher_core::TimeField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Time()
}
kind! {
    /// A time as an integer, in the unit of the key `unix`.
    #[diagnostic::on_unimplemented(
        message = "`unix` needs an integer, found `{Self}`",
        label = "expected an integer of at most 64 bits",
        note = "a type that is a time needs no unit; remove `unix`"
    )]
    Unix(unit: Unit)
}
kind! {
    /// One of the listed values.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a listed value",
        label = "expected an enum with `RavelinEnum`, or a string",
        note = "a listed value is an enum with `#[derive(RavelinEnum)]`, or a string that is checked at run time",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Enum()
}
kind! {
    /// `true` or `false`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a bool",
        label = "expected a bool",
        note = "a bool is `bool`, or a type that implements `voucher_core::BoolField`",
        note = "`#[ravelin(with = path)]` converts any other type; `#[ravelin(skip)]` does not send the field"
    )]
    Bool()
}

impl_kind!(
    Integer<Direct> for IntegerField,
    TypeInfo { details: &TypeDetails { range: (T::MIN, T::MAX), ..TypeDetails::NONE }, ..TypeInfo::ACCEPTED },
    |value, encoder, at, field| encoder.integer(at, field, value.integer())
);
impl_kind!(Number<Direct> for NumberField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.number(at, field, value.number())
});
impl_kind!(
    Amount<Direct> for AmountField,
    TypeInfo {
        needs_currency: T::NEEDS_CURRENCY,
        details: &TypeDetails { range: (T::MIN, T::MAX), ..TypeDetails::NONE },
        ..TypeInfo::ACCEPTED
    },
    |value, encoder, at, field| match value.amount(encoder.event_currency()) {
        Ok(amount) => encoder.integer(at, field, Some(amount.minor())),
        Err(error) => encoder.invalid_amount(at, field, error),
    }
);
impl_kind!(Time<Direct> for TimeField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    match value.timestamp() {
        Ok(time) => encoder.time(at, field, time),
        Err(error) => encoder.invalid_time(at, field, error),
    }
});
impl_kind!(Unix<Direct> for IntegerField, TypeInfo::ACCEPTED, |value, encoder, at, field, unit: Unit| {
    encoder.unix_time(at, field, value.integer(), unit)
});
impl_kind!(Bool<Direct> for BoolField, TypeInfo::ACCEPTED, |value, encoder, at, field| {
    encoder.bool(at, field, value.bool())
});

/// A part: a field with `flatten`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be flattened",
    label = "does not implement `RavelinFields`",
    note = "add `#[derive(RavelinFields)]` and `#[ravelin(event = \"…\")]` to its struct; only a struct can be flattened, not a list or a map"
)]
pub trait Part<M> {
    /// What the compiler knows about the type.
    const TYPE: TypeInfo;
    /// The mapping of the part.
    const MAPPING: &'static PartMapping;
    /// What the part can send, for `schema()`.
    const SCHEMA: &'static SchemaInfo;

    /// Writes the part's fields, or nothing if it is absent.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize;

    /// Reads the part's currency, if it has one.
    fn read_currency(&self, encoder: &mut Encoder<'_>);

    /// Checks whether the part has a value for the mutually exclusive field with this API name.
    fn is_present(&self, name: &str) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T: RavelinFields + ?Sized> Part<Direct> for T {
    const TYPE: TypeInfo = TypeInfo {
        needs_currency: T::__PART.needs_currency,
        details: &TypeDetails {
            object: Some((T::__PART, T::__OBJECT, T::__SCHEMA)),
            ..TypeDetails::NONE
        },
        ..TypeInfo::ACCEPTED
    };
    const MAPPING: &'static PartMapping = T::__PART;
    const SCHEMA: &'static SchemaInfo = T::__SCHEMA;

    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize {
        let outer = encoder.enter_part(T::__PART);
        let at = self.__write(encoder, at);
        encoder.leave_part(outer);
        at
    }

    fn read_currency(&self, encoder: &mut Encoder<'_>) {
        self.__read_currency(encoder);
    }

    fn is_present(&self, name: &str) -> bool {
        self.__is_present(name)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Part<M>, M> Part<Optional<M>> for Option<T> {
    const TYPE: TypeInfo = T::TYPE.optional();
    const MAPPING: &'static PartMapping = T::MAPPING;
    const SCHEMA: &'static SchemaInfo = T::SCHEMA;

    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize {
        match self {
            Some(part) => part.put(encoder, at),
            None => at,
        }
    }

    fn read_currency(&self, encoder: &mut Encoder<'_>) {
        if let Some(part) = self {
            part.read_currency(encoder);
        }
    }

    fn is_present(&self, name: &str) -> bool {
        self.as_ref().is_some_and(|part| part.is_present(name))
    }
}

#[cfg(feature = "serde")]
mod custom;
