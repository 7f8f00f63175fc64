//! Constants of an event, which are checked at compile time.

use crate::encode::Encoder;
use crate::{Currency, EnumField, IntegerField, Timestamp};
use core::marker::PhantomData;
use voucher_definition::message::Message;
use voucher_definition::{Field, Kind, ViolationKind};

/// A constant. Its type is `&str`, `i64`, `f64`, `bool`, [`Null`], [`ConstNumber`], [`Currency`] or [`Timestamp`] if `K` is
/// `BuiltIn`, an enum of listed strings if `K` is `UserEnum`, or one of listed integers if `K` is `UserIntegers`.
#[derive(Clone, Copy, Debug)]
pub struct ConstValue<K, T> {
    value: T,
    values: &'static [&'static str],
    enum_value: fn(&T) -> &'static str,
    kind: PhantomData<K>,
}

/// The constant `null`.
#[derive(Clone, Copy, Debug)]
pub struct Null;

/// A number that a literal in an attribute denotes, as JSON. The derive has checked it.
#[cfg(feature = "definition-file")]
#[derive(Clone, Copy, Debug)]
pub struct ConstNumber(pub &'static str);

/// Marks a constant of a type of the language or of this crate.
#[derive(Clone, Copy, Debug)]
pub enum BuiltIn {}
/// Marks a constant of a user's enum of strings.
#[derive(Clone, Copy, Debug)]
pub enum UserEnum {}
/// Marks a constant of a user's enum of integers. The derive implements [`Constant`] for each such enum: with a blanket impl,
/// rustc would report a type that cannot be a constant twice.
#[derive(Clone, Copy, Debug)]
pub enum UserIntegers {}

/// A type that a constant can have.
#[diagnostic::on_unimplemented(
    message = "expected a constant of another type, found `{Self}`",
    label = "this type cannot be a constant of an event",
    note = "a constant is a `&str`, an `i64`, an `f64`, a `bool`, a `Currency`, a `Timestamp`, or an enum with `#[derive(RavelinEnum)]`"
)]
pub trait Constant<K>: Sized {
    /// All values of an enum.
    const VALUES: &'static [&'static str] = &[];
    /// Returns the value of an enum.
    const ENUM_VALUE: fn(&Self) -> &'static str = |_| "";
}

/// Creates a constant.
pub const fn const_value<T: Constant<K>, K>(value: T) -> ConstValue<K, T> {
    ConstValue {
        value,
        values: T::VALUES,
        enum_value: T::ENUM_VALUE,
        kind: PhantomData,
    }
}

macro_rules! constants {
    ($($type:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl Constant<BuiltIn> for $type {}
        )*
    };
}

constants!(&str i64 f64 bool Currency Timestamp Null);
#[cfg(feature = "definition-file")]
constants!(ConstNumber);

#[diagnostic::do_not_recommend]
impl<T: EnumField> Constant<UserEnum> for T {
    const VALUES: &'static [&'static str] = T::VALUES;
    const ENUM_VALUE: fn(&Self) -> &'static str = T::value;
}

/// Fails the build if the result of a check is an error.
#[track_caller]
const fn expect_valid(result: Result<(), ViolationKind<'_>>, field: &Field) {
    if let Err(violation_kind) = result {
        let message = Message::new()
            .push("constant ")
            .quoted(field.rust_name)
            .push(": ");
        let message = violation_kind.describe(message, false);
        let message = if let ViolationKind::Type { .. } = violation_kind {
            message.push("; ").push(field.kind.constant())
        } else {
            message
        };
        panic!("{}", message.as_str());
    }
}

const fn check_kind(
    is_expected: bool,
    field: &Field,
    found: &'static str,
) -> Result<(), ViolationKind<'static>> {
    if is_expected {
        return Ok(());
    }
    Err(ViolationKind::Type {
        expected: field.kind.noun(),
        found,
    })
}

impl ConstValue<BuiltIn, &str> {
    /// Fails the build if the string breaks a rule of the field.
    ///
    /// # Panics
    /// At compile time, if it does.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let result = if field.is_parameter() {
            field.check_segment(self.value)
        } else {
            field.check_text(self.value, true)
        };
        expect_valid(result, field);
    }

    /// Writes the string. The compiler has checked its rules, so they are not checked again.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        // The encoder records the event's currency and time.
        if matches!(field.kind, Kind::Currency | Kind::DateTime) {
            return put_text(encoder, at, field, self.value);
        }
        encoder.asserted_string(at, field, self.value)
    }
}

/// Writes a string of a user's type.
fn put_text(encoder: &mut Encoder<'_>, at: usize, field: &'static Field, text: &str) -> usize {
    match field.kind {
        Kind::Currency => encoder.currency_from_str(at, field, text),
        Kind::Enum => encoder.enum_value(at, field, text),
        Kind::DateTime | Kind::Date | Kind::Uuid => encoder.formatted(at, field, text),
        // For the kinds that are not strings, `check` has failed the build.
        Kind::Text
        | Kind::Identifier
        | Kind::Integer
        | Kind::Amount
        | Kind::Time
        | Kind::Bool
        | Kind::Custom
        | Kind::Number
        | Kind::Any
        | Kind::Object(_)
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => encoder.string(at, field, text),
    }
}

/// Checks an integer, which may also be sent where the definition expects a number.
#[cfg(feature = "definition-file")]
const fn check_integer(field: &Field, integer: i64) -> Result<(), ViolationKind<'static>> {
    let checked = field.check_converted_integer(integer);
    if let Err(ViolationKind::Type { .. }) = checked {
        let as_number = field.check_integer_as_number(integer);
        if !matches!(as_number, Err(ViolationKind::Type { .. })) {
            return as_number;
        }
    }
    checked
}

#[cfg(not(feature = "definition-file"))]
const fn check_integer(field: &Field, integer: i64) -> Result<(), ViolationKind<'static>> {
    field.check_converted_integer(integer)
}

impl ConstValue<BuiltIn, i64> {
    /// Fails the build if the integer breaks a rule of the field.
    ///
    /// # Panics
    /// At compile time, if it does.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        expect_valid(check_integer(field, self.value), field);
    }

    /// Writes the integer. A time is in milliseconds.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match field.kind {
            Kind::Identifier => encoder.integer_as_string(at, field, Some(self.value)),
            Kind::Time => encoder.unix_millis(at, field, self.value),
            #[cfg(feature = "definition-file")]
            Kind::Number | Kind::OneOf(_) if field.check_integer(self.value).is_err() => {
                encoder.number(at, field, self.value.into())
            }
            // For the kinds that are not integers, `check` has failed the build.
            Kind::Text
            | Kind::Integer
            | Kind::Amount
            | Kind::Currency
            | Kind::Enum
            | Kind::Bool
            | Kind::Custom
            | Kind::Number
            | Kind::DateTime
            | Kind::Date
            | Kind::Uuid
            | Kind::Any
            | Kind::Object(_)
            | Kind::Array(_)
            | Kind::Map(_)
            | Kind::OneOf(_)
            | Kind::Ancestor(_) => encoder.integer(at, field, self.value),
        }
    }
}

impl ConstValue<BuiltIn, f64> {
    /// Fails the build if the number breaks a rule of the field, as far as that can be checked without exact decimals. The
    /// rest is checked when it is written.
    ///
    /// # Panics
    /// At compile time, if it does.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        #[cfg(feature = "definition-file")]
        expect_valid(field.check_float(self.value), field);
        // Only definition files have numbers.
        #[cfg(not(feature = "definition-file"))]
        expect_valid(check_kind(false, field, "a float"), field);
    }

    /// Writes the number.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        #[cfg(feature = "definition-file")]
        return encoder.number(at, field, self.value.into());
        #[cfg(not(feature = "definition-file"))]
        {
            // `check` has failed the build.
            let _ = (encoder, field);
            at
        }
    }
}

#[cfg(feature = "definition-file")]
impl ConstValue<BuiltIn, ConstNumber> {
    /// Writes the number exactly as the literal denotes it.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.exact_number(at, field, self.value.0)
    }
}

impl ConstValue<BuiltIn, bool> {
    /// Fails the build if the bool breaks a rule of the field.
    ///
    /// # Panics
    /// At compile time, if it does.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        expect_valid(field.check_bool(self.value), field);
    }

    /// Writes the bool.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.bool(at, field, self.value)
    }
}

impl ConstValue<BuiltIn, Null> {
    /// Writes `null`.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.constant_null(at, field)
    }
}

impl ConstValue<BuiltIn, Currency> {
    /// Fails the build if the field is not a currency, or if ISO 4217 does not list the currency.
    ///
    /// # Panics
    /// At compile time, if that is the case.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let is_currency = matches!(field.kind, Kind::Currency);
        expect_valid(check_kind(is_currency, field, "a currency"), field);
        expect_valid(field.check_text(self.value.as_str(), true), field);
    }

    /// Writes the currency.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.currency(at, field, self.value)
    }
}

impl ConstValue<BuiltIn, Timestamp> {
    /// Fails the build if the field is not a time, or a date and time.
    ///
    /// # Panics
    /// At compile time, if it is not.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let is_time = field.kind.is_point_in_time();
        expect_valid(check_kind(is_time, field, "a time"), field);
    }

    /// Writes the time.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.point_in_time(at, field, self.value)
    }
}

/// Fails the build because the field does not list a value of an enum.
#[track_caller]
const fn reject_enum(field: &Field, violation_kind: &ViolationKind<'_>, advice: &str) {
    let message = Message::new().push("constant ").quoted(field.rust_name);
    let message = message.push(": the type has other values: ");
    let message = violation_kind.describe(message, false).push(advice);
    panic!("{}", message.as_str());
}

// No bound on `T`: a type that cannot be a constant resolves to this impl, and only `const_value` should report it.
impl<T> ConstValue<UserEnum, T> {
    /// Fails the build if the field does not list every value of the enum.
    ///
    /// # Panics
    /// At compile time, if it does not.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let mut index = 0;
        while index < self.values.len() {
            if let Err(violation_kind) = field.check_text(self.values[index], true) {
                reject_enum(
                    field,
                    &violation_kind,
                    "; use a string, or an enum without other values",
                );
            }
            index += 1;
        }
        core::mem::forget(self);
    }

    /// Writes the value.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        put_text(encoder, at, field, (self.enum_value)(&self.value))
    }
}

impl<T: IntegerField> ConstValue<UserIntegers, T> {
    /// Fails the build if the field does not accept every value of the enum.
    ///
    /// # Panics
    /// At compile time, if it does not.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let mut index = 0;
        while index < T::VALUES.len() {
            if let Err(violation_kind) = field.check_converted_integer(T::VALUES[index]) {
                reject_enum(
                    field,
                    &violation_kind,
                    "; use an integer, or an enum without other values",
                );
            }
            index += 1;
        }
        core::mem::forget(self);
    }

    /// Writes the value.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match self.value.integer() {
            Some(integer) => const_value(integer).put(encoder, at, field),
            None => at,
        }
    }
}
