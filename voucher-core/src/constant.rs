//! A field's value that never changes: checked by the compiler, written like any other.

use crate::encode::Encoder;
use crate::{Currency, EnumField, Timestamp};
use core::marker::PhantomData;
use voucher_definition::message::Message;
use voucher_definition::time::Unit;
use voucher_definition::{Field, Kind, ViolationKind};

/// A constant of the struct: `&str`, `i64`, `bool`, [`Currency`], [`Timestamp`], or an enum of listed values; `K` says
/// which of the two.
#[derive(Clone, Copy, Debug)]
pub struct ConstValue<K, T> {
    value: T,
    values: &'static [&'static str],
    listed: fn(&T) -> &'static str,
    kind: PhantomData<K>,
}

/// A constant of a type that the language or the toolkit has.
#[derive(Clone, Copy, Debug)]
pub enum Plain {}
/// A constant of an enum of the user's.
#[derive(Clone, Copy, Debug)]
pub enum Listed {}

/// What a constant can be.
#[diagnostic::on_unimplemented(
    message = "a constant cannot be a `{Self}`",
    label = "no constant of an event",
    note = "a constant is a `&str`, an `i64`, a `bool`, a `Currency`, a `Timestamp`, or an enum with `#[derive(RavelinEnum)]`"
)]
pub trait Constant<K>: Sized {
    /// Every value that an enum can hold.
    const VALUES: &'static [&'static str] = &[];
    /// The value that an enum holds.
    const LISTED: fn(&Self) -> &'static str = |_| "";
}

/// The value of a constant.
pub const fn const_value<T: Constant<K>, K>(value: T) -> ConstValue<K, T> {
    ConstValue {
        value,
        values: T::VALUES,
        listed: T::LISTED,
        kind: PhantomData,
    }
}

macro_rules! constants {
    ($($type:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl Constant<Plain> for $type {}
        )*
    };
}

constants!(&str i64 bool Currency Timestamp);

#[diagnostic::do_not_recommend]
impl<T: EnumField> Constant<Listed> for T {
    const VALUES: &'static [&'static str] = T::VALUES;
    const LISTED: fn(&Self) -> &'static str = T::value;
}

#[track_caller]
const fn settle(checked: Result<(), ViolationKind<'_>>, field: &Field) {
    if let Err(violation_kind) = checked {
        let text = Message::new()
            .push("constant ")
            .quoted(field.rust_name)
            .push(": ");
        let text = violation_kind.describe(text, false);
        let text = match violation_kind {
            ViolationKind::Type { .. } => text.push("; ").push(field.kind.constant()),
            _ => text,
        };
        panic!("{}", text.as_str());
    }
}

const fn expect(
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

impl ConstValue<Plain, &str> {
    /// Fails the build where the field cannot hold the text.
    ///
    /// # Panics
    /// At compile time, where it cannot.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let checked = if field.is_parameter() {
            field.check_segment(self.value)
        } else {
            field.check_text(self.value, true)
        };
        settle(checked, field);
    }

    /// Writes the text.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match field.kind {
            Kind::Currency => encoder.currency_from_str(at, field, self.value),
            Kind::Enum => encoder.enum_value(at, field, self.value),
            _ => encoder.string(at, field, self.value),
        }
    }
}

impl ConstValue<Plain, i64> {
    /// Fails the build where the field cannot hold the integer.
    ///
    /// # Panics
    /// At compile time, where it cannot.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        settle(field.check_converted_integer(self.value), field);
    }

    /// Writes the integer; a time is milliseconds.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        match field.kind {
            Kind::Identifier => encoder.integer_as_string(at, field, Some(self.value)),
            Kind::Time => encoder.unix_time(at, field, Some(self.value), Unit::Millis),
            _ => encoder.integer(at, field, Some(self.value)),
        }
    }
}

impl ConstValue<Plain, bool> {
    /// Fails the build where the field is no bool.
    ///
    /// # Panics
    /// At compile time, where it is none.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        settle(field.check_bool(self.value), field);
    }

    /// Writes the bool.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.bool(at, field, self.value)
    }
}

impl ConstValue<Plain, Currency> {
    /// Fails the build where the field is no currency, or where the currency is not listed.
    ///
    /// # Panics
    /// At compile time, where that is so.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let is_currency = matches!(field.kind, Kind::Currency);
        settle(expect(is_currency, field, "a currency"), field);
        settle(field.check_text(self.value.as_str(), true), field);
    }

    /// Writes the currency.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.currency(at, field, self.value)
    }
}

impl ConstValue<Plain, Timestamp> {
    /// Fails the build where the field is no time.
    ///
    /// # Panics
    /// At compile time, where it is none.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        settle(
            expect(matches!(field.kind, Kind::Time), field, "a time"),
            field,
        );
    }

    /// Writes the moment.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.time(at, field, self.value)
    }
}

// No bound: a type that is neither ends here, and what is said of it is said by `given`.
impl<T> ConstValue<Listed, T> {
    /// Fails the build where the field does not list every value of the enum.
    ///
    /// # Panics
    /// At compile time, where it does not.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let mut at = 0;
        while at < self.values.len() {
            if let Err(violation_kind) = field.check_text(self.values[at], true) {
                let text = Message::new().push("constant ").quoted(field.rust_name);
                let text = text.push(": the type has other values: ");
                let text = violation_kind.describe(text, false);
                panic!(
                    "{}",
                    text.push("; use a string, or an enum without other values")
                        .as_str()
                );
            }
            at += 1;
        }
        core::mem::forget(self);
    }

    /// Writes the value.
    #[must_use]
    pub fn put(self, encoder: &mut Encoder<'_>, at: usize, field: &'static Field) -> usize {
        encoder.enum_value(at, field, (self.listed)(&self.value))
    }
}
