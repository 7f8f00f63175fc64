//! What decides, in the compiler, whether a type can stand for a field: one trait a kind.
//!
//! Several of the public field traits may serve one kind (a text is a currency, too, when its letters are), and the
//! language takes only one blanket impl; so each way in has a marker, which type inference finds. A type that is known
//! to be wrong (a float for money) has a way in as well: one that refuses, with a sentence for that very type.
//!
//! The compiler names these traits in its answers, so they stand where their paths read well.

mod array;
mod assertions;
mod field_traits;
mod wrong;

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

/// The way in of the kind's own trait.
#[derive(Debug)]
pub enum Direct {}
/// The way in of a text, checked in the program.
#[derive(Debug)]
pub enum AsText {}
/// The way in of an integer that is written as text.
#[derive(Debug)]
pub enum AsInteger {}
/// The conversion of a string that a `Display` writes.
#[derive(Debug)]
pub enum AsDisplay {}
/// The way in of a value that may be absent.
#[derive(Debug)]
pub struct Optional<M>(M);
/// The way in of a reference or a box to a value that may be absent.
#[derive(Debug)]
pub struct ViaPointer<M>(M);
/// The way in that refuses.
#[derive(Debug)]
pub enum Rejected {}

/// A value of the field's own type.
#[derive(Debug)]
pub enum Checked {}
/// A value that a user's conversion gave, or whose type names a parameter of the struct's. No const has seen its type, so
/// there is no way in that refuses.
#[derive(Debug)]
pub enum Unchecked {}

/// Where a value was written, and its way in.
#[derive(Debug)]
pub struct PutAs<M> {
    at: usize,
    conversion: PhantomData<M>,
}

/// What was written by a way in by which there is always a value.
#[diagnostic::on_unimplemented(
    message = "a required field's conversion gives an `Option`, which may be `None`",
    label = "give the value itself, or add `required` to make `None` a violation"
)]
pub trait Present {
    /// Where the next value is written.
    fn at(self) -> usize;
}

macro_rules! present {
    ($($way:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl Present for PutAs<$way> {
                fn at(self) -> usize {
                    self.at
                }
            }
        )*
    };
}

present!(Direct AsText AsInteger AsDisplay);

/// What a const has seen.
pub trait IsChecked {}
impl IsChecked for Checked {}

/// The way in through what points at an `Option`. (What points at a value goes the value's own way.)
macro_rules! via_pointer {
    ($name:ident($($more:ident: $type:ty)?) $pointer:ty) => {
        #[diagnostic::do_not_recommend]
        impl<T: $name<Optional<M>, W>, M, W> $name<ViaPointer<M>, W> for $pointer {
            const TYPE: TypeInfo = T::TYPE;

            fn is_present(&self) -> bool {
                (**self).is_present()
            }

            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, $more: $type)?) -> usize {
                (**self).put(encoder, at, field $(, $more)?)
            }

            fn put_required(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $more: $type)?
            ) -> usize {
                (**self).put_required(encoder, at, field $(, $more)?)
            }
        }
    };
}

/// A kind of field: its trait, what the compiler says of a type that has no way in, and the way in through `Option`.
macro_rules! kind {
    ($(#[$attribute:meta])* $name:ident($($more:ident: $type:ty)?)) => {
        $(#[$attribute])*
        pub trait $name<M, W = Checked> {
            /// What is known of the type.
            const TYPE: TypeInfo;

            /// What is known of the type of a value that has no other name.
            fn type_info(&self) -> TypeInfo {
                Self::TYPE
            }

            /// Fails the build if the value, which a conversion gave, needs a currency that it cannot supply itself. Its type
            /// is known only where the call is compiled.
            fn assert_converted(&self) {
                const { crate::kind::assertions::assert_converted(Self::TYPE) }
            }

            /// Whether there is a value.
            fn is_present(&self) -> bool {
                true
            }

            /// Writes the value; nothing, if there is none. A way in that refuses has nothing else to say.
            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, _: $type)?) -> usize {
                encoder.type_mismatch(at, field, Self::TYPE.details.mismatch)
            }

            /// Writes the value; a violation, if there is none.
            fn put_required(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $more: $type)?
            ) -> usize {
                self.put(encoder, at, field $(, $more)?)
            }

            /// Writes a value that has to be there always.
            fn put_present(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $more: $type)?
            ) -> PutAs<M> {
                let at = self.put(encoder, at, field $(, $more)?);
                PutAs { at, conversion: PhantomData }
            }
        }

        via_pointer!($name($($more: $type)?) &T);
        via_pointer!($name($($more: $type)?) alloc::boxed::Box<T>);

        #[diagnostic::do_not_recommend]
        impl<T: $name<M, W>, M, W> $name<Optional<M>, W> for Option<T> {
            const TYPE: TypeInfo = T::TYPE.optional();

            fn is_present(&self) -> bool {
                self.is_some()
            }

            #[inline]
            fn put(&self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field $(, $more: $type)?) -> usize {
                match self {
                    Some(value) => value.put(encoder, at, field $(, $more)?),
                    None => at,
                }
            }

            #[inline]
            fn put_required(
                &self,
                encoder: &mut Encoder<'_>,
                at: usize,
                field: &'static Field
                $(, $more: $type)?
            ) -> usize {
                match self {
                    Some(value) => value.put(encoder, at, field $(, $more)?),
                    None => encoder.absent(at, field),
                }
            }
        }
    };
}

/// One way in: a trait that users implement, and the encoder's function for it.
macro_rules! impl_kind {
    ($kind:ident<$marker:ident> for $trait:ident, $type_info:expr, |$value:ident, $encoder:ident, $at:ident, $field:ident $(, $more:ident: $type:ty)?| $put:expr) => {
        #[diagnostic::do_not_recommend]
        impl<T: $trait + ?Sized, W> $kind<$marker, W> for T {
            const TYPE: TypeInfo = $type_info;

            #[inline]
            fn put(&self, $encoder: &mut Encoder<'_>, $at: usize, $field: &'static Field $(, $more: $type)?) -> usize {
                let $value = self;
                $put
            }
        }
    };
}

kind! {
    /// Text.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as text",
        label = "no text",
        note = "text is `String`, `&str`, `Cow<str>`, `Box<str>`, or a type that implements `voucher_core::TextField` or `voucher_core::DisplayField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Text()
}
kind! {
    /// A name that the merchant gave.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an identifier",
        label = "neither text nor integer",
        note = "an identifier is text or an integer of at most 64 bits",
        note = "for a type of yours, implement `voucher_core::IntegerField` if it holds an integer, `TextField` if it holds a `str`, or `DisplayField` if it has a `Display`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Identifier()
}
kind! {
    /// An integer.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an integer",
        label = "no integer of at most 64 bits",
        note = "an integer is `i8` to `i64`, `u8` to `u64`, or a type that implements `voucher_core::IntegerField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Integer()
}
kind! {
    /// A number of any kind.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a number",
        label = "no number",
        note = "a number is `f32`, `f64`, an integer of at most 64 bits, or a type that implements `voucher_core::NumberField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Number()
}
kind! {
    /// An object with fields of its own.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an object, as it maps none",
        label = "no `RavelinFields`",
        note = "add `#[derive(RavelinFields)]` and `#[ravelin(definition = \"…\", object = \"…\")]` to its struct",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Object()
}
kind! {
    /// Money.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as an amount",
        label = "no amount",
        note = "an amount is an integer of minor units (pence, cents), `Amount`, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::AmountField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Amount()
}
kind! {
    /// A currency.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "no currency",
        note = "a currency is `Currency`, text of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Currency()
}
kind! {
    /// Three letters, whether ISO 4217 lists them or not.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a currency",
        label = "no currency",
        note = "a currency is `Currency`, text of three letters, or a type that implements `voucher_core::CurrencyField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Unlisted()
}
kind! {
    /// A moment.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a time",
        label = "no time",
        note = "a time is `Timestamp`, `SystemTime`, a point in time of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), or a type that implements `voucher_core::TimeField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Time()
}
kind! {
    /// A count of time, in the unit that the field says.
    #[diagnostic::on_unimplemented(
        message = "`unix` is the unit of an integer, and `{Self}` is none",
        label = "no integer of at most 64 bits",
        note = "a type that is a time needs no unit: remove `unix`"
    )]
    Unix(unit: Unit)
}
kind! {
    /// One of the listed values.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a listed value",
        label = "neither text nor a `RavelinEnum`",
        note = "a listed value is an enum with `#[derive(RavelinEnum)]`, or text that is checked when it is sent",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
    )]
    Enum()
}
kind! {
    /// `true` or `false`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be sent as a bool",
        label = "no bool",
        note = "a bool is `bool`, or a type that implements `voucher_core::BoolField`",
        note = "`#[ravelin(with = path)]` converts any other type, `#[ravelin(skip)]` sends none"
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

/// A part of an entity (`flatten`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be flattened",
    label = "does not implement `RavelinFields`",
    note = "add `#[derive(RavelinFields)]` and `#[ravelin(event = \"…\")]` to its struct; only a struct can be flattened, not a list or a map"
)]
pub trait Part<M> {
    /// What is known of the type.
    const TYPE: TypeInfo;
    /// What the part maps.
    const MAPPING: &'static PartMapping;
    /// What the part can send.
    const SCHEMA: &'static SchemaInfo;

    /// Writes the part's fields; nothing, if there is no part.
    fn put(&self, encoder: &mut Encoder<'_>, at: usize) -> usize;

    /// Reads the part's currency ahead, where it has one.
    fn read_currency(&self, encoder: &mut Encoder<'_>);

    /// Whether there is a value for one of the part's fields that excludes others, by its name in the API.
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
