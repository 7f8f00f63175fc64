//! What a user's type implements to stand for a field: one trait a kind.
//!
//! `Option<T>` needs no trait of its own: where a field may be absent, an `Option` of a type that fits does.

mod builtin;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod foreign;

use crate::{Amount, AmountError, Currency, CurrencyError, Number, Timestamp, TimestampError};
use core::fmt::{self, Formatter};

/// Text: serves text fields, identifiers, currencies and enums, where the value is checked at run time.
///
/// ```
/// struct PromoCode(String);
///
/// impl voucher_core::TextField for PromoCode {
///     fn text(&self) -> &str {
///         &self.0
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as text",
    label = "no text",
    note = "text is `String`, `&str`, `Cow<str>`, `Box<str>`, or a type that implements `voucher_core::TextField`"
)]
pub trait TextField {
    /// The text that is sent.
    fn text(&self) -> &str;
}

/// A string that a type writes and does not hold: serves text fields and identifiers, such as a newtype of a UUID.
///
/// The string is collected and then checked as a whole, without an allocation up to 128 bytes. An error of the `Display` is
/// a violation of [`Rule::Check`](crate::Rule::Check).
///
/// A type implements one of `TextField`, `DisplayField` and [`IntegerField`], as each of them serves an identifier: `TextField`
/// if it holds a `str`, `IntegerField` if it is an integer, `DisplayField` otherwise.
///
/// ```
/// use std::fmt;
///
/// /// Any type with a `Display`: `Uuid`, `Ulid`, `IpAddr`, …
/// struct OrderId(std::net::Ipv4Addr);
///
/// impl voucher_core::DisplayField for OrderId {
///     fn display(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
///         write!(out, "order-{}", self.0)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as what its `Display` writes",
    label = "not a `DisplayField`",
    note = "implement `voucher_core::DisplayField` for the type, with `write!(out, \"{{}}\", self.0)`"
)]
pub trait DisplayField {
    /// Writes the string that is sent, as a `Display` does.
    ///
    /// # Errors
    /// There is no string to send.
    fn display(&self, out: &mut Formatter<'_>) -> fmt::Result;
}

/// An integer: serves integer fields, identifiers (written as text), and times where the field says `unix = "…"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an integer",
    label = "no integer of at most 64 bits",
    note = "an integer is `i8` to `i64`, `u8` to `u64`, or a type that implements `voucher_core::IntegerField`"
)]
pub trait IntegerField {
    /// The least integer that the type can hold; the schema says it.
    const MIN: i64 = i64::MIN;
    /// The greatest integer that the type can hold; the schema says it.
    const MAX: i64 = i64::MAX;

    /// The integer that is sent; `None` where 64 bits with a sign don't hold it, a violation of
    /// [`Rule::Range`](crate::Rule::Range).
    fn integer(&self) -> Option<i64>;
}

/// A number with or without a fraction. Money is none, as a float cannot hold every amount.
///
/// ```
/// struct Celsius(f32);
///
/// impl voucher_core::NumberField for Celsius {
///     fn number(&self) -> voucher_core::Number {
///         self.0.into()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a number",
    label = "no number",
    note = "a number is `f32`, `f64`, an integer of at most 64 bits, or a type that implements `voucher_core::NumberField`"
)]
pub trait NumberField {
    /// The number that is sent. One that JSON has not, `NaN` or an infinity, is a violation of
    /// [`Rule::Type`](crate::Rule::Type).
    fn number(&self) -> Number;
}

/// Money.
///
/// ```
/// use voucher_core::{Amount, AmountError, AmountField, Currency};
///
/// struct Pence(i64);
///
/// impl AmountField for Pence {
///     fn amount(&self, _: Option<Currency>) -> Result<Amount, AmountError> {
///         Ok(Amount::from_minor(self.0))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an amount",
    label = "no amount",
    note = "an amount is an integer of minor units (pence, cents), `Amount`, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::AmountField`"
)]
pub trait AmountField {
    /// Whether the amount depends on the event's currency, as major units do. An event that maps no currency, and no part
    /// that has one, does not compile then: neither with a field of the type, nor with a conversion that gives it, or an array
    /// or object that holds it. Beside or in a part, such a conversion is a violation of [`Rule::Amount`](crate::Rule::Amount).
    ///
    #[cfg_attr(feature = "derive", doc = "```compile_fail,E0080")]
    #[cfg_attr(not(feature = "derive"), doc = "```ignore")]
    /// use voucher_core::{Amount, AmountError, AmountField, Currency, RavelinEvent};
    ///
    /// struct Major(i64);
    ///
    /// impl AmountField for Major {
    ///     const NEEDS_CURRENCY: bool = true;
    ///
    ///     fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError> {
    ///         let currency = currency.ok_or(AmountError::WITHOUT_CURRENCY)?;
    ///         Ok(Amount::from_minor(self.0 * i64::from(currency.minor_per_major())))
    ///     }
    /// }
    ///
    /// #[derive(RavelinEvent)]
    /// #[ravelin(event = "voucher", timestamp = now, optional(currency, creation_time))]
    /// struct Promo {
    ///     voucher_code: String,
    ///     #[ravelin(with = pounds)]
    ///     value: i64,
    /// }
    ///
    /// fn pounds(value: &i64) -> Major {
    ///     Major(*value)
    /// }
    ///
    /// let promo = Promo { voucher_code: "SPRING-15".into(), value: 15 };
    /// assert!(promo.to_json().is_err());
    /// ```
    const NEEDS_CURRENCY: bool = false;
    /// The least number of minor units that the type can hold; the schema says it.
    const MIN: i64 = i64::MIN;
    /// The greatest number of minor units that the type can hold; the schema says it.
    const MAX: i64 = i64::MAX;

    /// The amount in minor units. `currency` is the event's own, if it is mapped and valid.
    ///
    /// # Errors
    /// The value is no whole number of minor units: a violation of [`Rule::Amount`](crate::Rule::Amount).
    fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError>;
}

/// A currency.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a currency",
    label = "no currency",
    note = "a currency is `Currency`, or a type that implements `voucher_core::CurrencyField`"
)]
pub trait CurrencyField {
    /// The currency that is sent.
    ///
    /// # Errors
    /// The value is no currency.
    fn currency(&self) -> Result<Currency, CurrencyError>;
}

/// A time. An integer is none, as it doesn't say its unit: the field says `unix = "ms"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a time",
    label = "no time",
    note = "a time is `Timestamp`, `SystemTime`, a type of the features `jiff`, `chrono` and `time`, or one that implements `voucher_core::TimeField`"
)]
pub trait TimeField {
    /// The moment that is sent; parts of a millisecond are floored.
    ///
    /// # Errors
    /// The time is outside the accepted range: a violation of [`Rule::Time`](crate::Rule::Time).
    fn timestamp(&self) -> Result<Timestamp, TimestampError>;
}

/// One of a field's listed values; `#[derive(RavelinEnum)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a listed value",
    label = "no `RavelinEnum`",
    note = "a listed value is an enum with `#[derive(RavelinEnum)]`"
)]
pub trait EnumField {
    /// Every value that the type can hold. The derive compares them with what the field lists.
    const VALUES: &'static [&'static str];

    /// The value that is sent, one of [`VALUES`](Self::VALUES).
    fn value(&self) -> &'static str;
}

/// `true` or `false`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a bool",
    label = "no bool",
    note = "a bool is `bool`, or a type that implements `voucher_core::BoolField`"
)]
pub trait BoolField {
    /// What is sent.
    fn bool(&self) -> bool;
}

/// A whole JSON object: string-keyed maps, or a type of the user's that serializes as one.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Campaign {
///     name: String,
/// }
///
/// impl voucher_core::CustomObject for Campaign {}
/// ```
#[cfg(feature = "serde")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a whole object",
    label = "no object",
    note = "an object is a map with text keys, or a type that implements `serde::Serialize` and `voucher_core::CustomObject`"
)]
pub trait CustomObject: serde::Serialize {}
