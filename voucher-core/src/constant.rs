//! A field's value that never changes: checked by the compiler, written like any other.

use crate::pen::Pen;
use crate::{Currency, EnumField, Timestamp};
use voucher_definition::text::Text;
use voucher_definition::time::Unit;
use voucher_definition::{Fault, Field, Kind};

/// A constant of the struct: `&str`, `i64`, `bool`, [`Currency`], [`Timestamp`], or an enum of listed values.
#[derive(Clone, Copy, Debug)]
pub struct Given<T>(pub T);

/// What a constant can be.
#[diagnostic::on_unimplemented(
    message = "a constant cannot be a `{Self}`",
    label = "no constant of an event",
    note = "a constant is a `&str`, an `i64`, a `bool`, a `Currency`, a `Timestamp`, or an enum with `#[derive(RavelinEnum)]`"
)]
pub trait Constant {
    /// The type itself: unknown where it is none, so that nothing more is said of it.
    type Itself;
}

impl Constant for &str {
    type Itself = Self;
}

/// The value of a constant.
pub const fn given<T: Constant<Itself = T>>(value: T) -> Given<<T as Constant>::Itself> {
    Given(value)
}

macro_rules! constants {
    ($($type:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl Constant for $type {
                type Itself = Self;
            }
        )*
    };
}

constants!(i64 bool Currency Timestamp);

#[diagnostic::do_not_recommend]
impl<T: EnumField> Constant for T {
    type Itself = Self;
}

#[track_caller]
const fn settle(checked: Result<(), Fault<'_>>, field: &Field) {
    if let Err(fault) = checked {
        let text = Text::new()
            .push("constant ")
            .quoted(field.rust_name)
            .push(": ");
        panic!("{}", fault.describe(text, false).as_str());
    }
}

const fn expect(
    is_expected: bool,
    field: &Field,
    found: &'static str,
) -> Result<(), Fault<'static>> {
    if is_expected {
        return Ok(());
    }
    Err(Fault::Type {
        expected: field.kind.noun(),
        found,
    })
}

impl Given<&str> {
    /// Fails the build where the field cannot hold the text.
    ///
    /// # Panics
    /// At compile time, where it cannot.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        settle(field.check_text(self.0, true), field);
    }

    /// Writes the text.
    #[must_use]
    pub fn put(self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        match field.kind {
            Kind::Currency => pen.currency_text(at, field, self.0),
            Kind::Enum => pen.listed(at, field, self.0),
            _ => pen.text(at, field, self.0),
        }
    }
}

impl Given<i64> {
    /// Fails the build where the field cannot hold the integer.
    ///
    /// # Panics
    /// At compile time, where it cannot.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        if !matches!(field.kind, Kind::Identifier) {
            settle(field.check_integer(self.0), field);
        }
    }

    /// Writes the integer; a time is milliseconds.
    #[must_use]
    pub fn put(self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        match field.kind {
            Kind::Identifier => pen.number(at, field, Some(self.0)),
            Kind::Time => pen.count(at, field, Some(self.0), Unit::Millis),
            _ => pen.integer(at, field, Some(self.0)),
        }
    }
}

impl Given<bool> {
    /// Fails the build where the field is no bool.
    ///
    /// # Panics
    /// At compile time, where it is none.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        settle(field.check_bool(), field);
    }

    /// Writes the bool.
    #[must_use]
    pub fn put(self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        pen.bool(at, field, self.0)
    }
}

impl Given<Currency> {
    /// Fails the build where the field is no currency, or where the currency is not listed.
    ///
    /// # Panics
    /// At compile time, where that is so.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let is_currency = matches!(field.kind, Kind::Currency);
        settle(expect(is_currency, field, "a currency"), field);
        settle(field.check_text(self.0.as_str(), true), field);
    }

    /// Writes the currency.
    #[must_use]
    pub fn put(self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        pen.currency(at, field, self.0)
    }
}

impl Given<Timestamp> {
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
    pub fn put(self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        pen.time(at, field, self.0)
    }
}

impl<T: EnumField> Given<T> {
    /// Fails the build where the field does not list every value of the enum.
    ///
    /// # Panics
    /// At compile time, where it does not.
    #[track_caller]
    pub const fn check(self, field: &Field) {
        let mut at = 0;
        while at < T::VALUES.len() {
            if let Err(fault) = field.check_text(T::VALUES[at], true) {
                let text = Text::new().push("constant ").quoted(field.rust_name);
                let text = text
                    .push(": its type can hold ")
                    .quoted(T::VALUES[at])
                    .push(", and ");
                let text = fault.describe(text, false);
                panic!(
                    "{}",
                    text.push("; use a text, or an enum that holds no other")
                        .as_str()
                );
            }
            at += 1;
        }
        core::mem::forget(self);
    }

    /// Writes the value.
    #[must_use]
    pub fn put(self, pen: &mut Pen<'_>, at: usize, field: &'static Field) -> usize {
        pen.listed(at, field, self.0.value())
    }
}
