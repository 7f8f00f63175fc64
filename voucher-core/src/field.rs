//! The traits that a user's type implements to become a field: one for each kind.
//!
//! `Option<T>` implements none of them: a field that may be absent accepts an `Option` of any type that fits.

mod builtin;
#[cfg(feature = "definition-file")]
mod builtin_formats;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod foreign;
#[cfg(feature = "definition-file")]
mod foreign_formats;
#[cfg(feature = "definition-file")]
mod formatted;
#[cfg(feature = "definition-file")]
mod list;
#[cfg(feature = "definition-file")]
mod map;
#[cfg(feature = "definition-file")]
mod number;

#[cfg(feature = "definition-file")]
pub use list::ListField;
#[cfg(feature = "definition-file")]
pub use map::MapField;

use crate::{Amount, AmountError, Currency, CurrencyError, Timestamp, TimestampError};
use core::fmt::{self, Formatter};

#[cfg(feature = "definition-file")]
pub use formatted::{DateField, DateTimeField, UuidField};
#[cfg(feature = "definition-file")]
pub use number::NumberField;

/// A type that contains a string. It fits strings, identifiers, currencies and listed values, and is checked at run
/// time.
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
    message = "`{Self}` cannot be sent as a string",
    label = "expected a string",
    note = "a string is `String`, `&str`, `Cow<str>`, `Box<str>`, or a type that implements `voucher_core::TextField`"
)]
pub trait TextField {
    /// Returns the string that is sent.
    fn text(&self) -> &str;
}

/// A type that writes a string without containing one, such as a newtype of a UUID. It fits strings and identifiers.
///
/// The string is written to a buffer and then checked, without an allocation up to 128 bytes. An error of `display` is
/// a violation of [`Rule::Check`](crate::Rule::Check).
///
/// Implement only one of `TextField`, `DisplayField` and [`IntegerField`], since each of them fits an identifier:
/// `TextField` if the type contains a `str`, `IntegerField` if it is an integer, and `DisplayField` otherwise.
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
    message = "`{Self}` cannot be sent as a displayed string",
    label = "does not implement `DisplayField`",
    note = "implement `voucher_core::DisplayField` for the type, with `write!(out, \"{{}}\", self.0)`"
)]
pub trait DisplayField {
    /// Writes the string that is sent, like `Display::fmt`.
    ///
    /// # Errors
    /// Return an error if the string cannot be sent.
    fn display(&self, out: &mut Formatter<'_>) -> fmt::Result;
}

/// An integer. It fits integers, identifiers (sent as a string), and times with the key `unix`. `#[derive(RavelinEnum)]`
/// implements it for an enum of a field that lists integers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an integer",
    label = "expected an integer of at most 64 bits",
    note = "an integer is `i8` to `i64`, `u8` to `u64`, an enum of listed integers with `#[derive(RavelinEnum)]`, or a type that implements `voucher_core::IntegerField`"
)]
pub trait IntegerField {
    /// The smallest value of the type, for `schema()`.
    const MIN: i64 = i64::MIN;
    /// The largest value of the type, for `schema()`.
    const MAX: i64 = i64::MAX;
    /// All values of an enum. An assertion compares them with the values that the field lists. Empty for a type that can
    /// hold any integer of its range.
    const VALUES: &'static [i64] = &[];

    /// Returns the integer that is sent. `None` means that it does not fit in an `i64`, which is a violation of
    /// [`Rule::Range`](crate::Rule::Range).
    fn integer(&self) -> Option<i64>;
}

/// An amount of money.
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
    label = "expected an amount",
    note = "an amount is an integer of minor units (pence, cents), `Amount`, `Decimal` (feature `rust_decimal`), or a type that implements `voucher_core::AmountField`"
)]
pub trait AmountField {
    /// Whether the amount depends on the event's currency, as major units do.
    ///
    /// If it does, an event must map a currency, itself or in a part. Otherwise it does not compile if a field has this
    /// type, contains it in an array or object, or is converted to it. In a part, and in an event with parts, such a
    /// conversion is instead a violation of [`Rule::Amount`](crate::Rule::Amount).
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
    /// The smallest amount of the type in minor units, for `schema()`.
    const MIN: i64 = i64::MIN;
    /// The largest amount of the type in minor units, for `schema()`.
    const MAX: i64 = i64::MAX;
    /// All amounts of an enum in minor units. An assertion compares them with the amounts that the field lists. Empty for a type
    /// that can hold any amount of its range.
    const VALUES: &'static [i64] = &[];

    /// Returns the amount in minor units (pence, cents). `currency` is the event's, if it is mapped and valid.
    ///
    /// # Errors
    /// Return an error if the value is not a whole number of minor units: a violation of [`Rule::Amount`](crate::Rule::Amount).
    fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError>;
}

/// A currency.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a currency",
    label = "expected a currency",
    note = "a currency is `Currency`, or a type that implements `voucher_core::CurrencyField`"
)]
pub trait CurrencyField {
    /// Returns the currency that is sent.
    ///
    /// # Errors
    /// Return an error if the value is not a currency: a violation of [`Rule::Currency`](crate::Rule::Currency).
    fn currency(&self) -> Result<Currency, CurrencyError>;
}

/// A time. An integer has no unit, so it is not a `TimeField`; add a key like `unix = "ms"` to the field instead.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a time",
    label = "expected a time",
    note = "a time is `Timestamp`, `SystemTime`, a point in time of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), or a type that implements `voucher_core::TimeField`"
)]
pub trait TimeField {
    /// Returns the time that is sent, rounded down to milliseconds.
    ///
    /// # Errors
    /// Return an error if the time is outside the accepted range: a violation of [`Rule::Time`](crate::Rule::Time).
    fn timestamp(&self) -> Result<Timestamp, TimestampError>;
}

/// An enum of a field's listed strings. `#[derive(RavelinEnum)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a listed value",
    label = "expected an enum with `RavelinEnum`",
    note = "a listed value is an enum with `#[derive(RavelinEnum)]`"
)]
pub trait EnumField {
    /// All values of the type. An assertion compares them with the values that the field lists.
    const VALUES: &'static [&'static str];

    /// Whether a macro of this project wrote the impl, so that [`value`](Self::value) is known to return one of the values.
    #[doc(hidden)]
    const __IS_GENERATED: bool = false;

    /// Returns the value that is sent, one of [`VALUES`](Self::VALUES).
    fn value(&self) -> &'static str;
}

/// `true` or `false`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a bool",
    label = "expected a bool",
    note = "a bool is `bool`, or a type that implements `voucher_core::BoolField`"
)]
pub trait BoolField {
    /// Returns the value that is sent.
    fn bool(&self) -> bool;
}

/// A type that serializes as a JSON object. Maps with string keys implement it; implement it for your own types.
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
    message = "`{Self}` cannot be sent as an object",
    label = "expected an object",
    note = "an object is a map with string keys, or a type that implements `serde::Serialize` and `voucher_core::CustomObject`"
)]
pub trait CustomObject: serde::Serialize {}
