//! The field traits of strings with a format.

use core::fmt::{self, Formatter};

/// A date and time with an offset from UTC, which is sent as a string: `2026-11-28T10:00:00.5+01:00`.
///
/// The string is written to a buffer and then checked. An error of `date_time` is a violation of
/// [`Rule::Check`](crate::Rule::Check), and a string in another format is one of [`Rule::Format`](crate::Rule::Format).
///
/// ```
/// use std::fmt;
/// use voucher_core::{DateTimeField, Timestamp};
///
/// struct PlacedAt(Timestamp);
///
/// impl DateTimeField for PlacedAt {
///     fn date_time(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
///         self.0.date_time(out)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a date and time",
    label = "expected a date and time with an offset",
    note = "a date and time is `Timestamp`, `SystemTime`, a point in time of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), or a type that implements `voucher_core::DateTimeField`"
)]
pub trait DateTimeField {
    /// Writes the date and time in the format of RFC 3339.
    ///
    /// # Errors
    /// Return an error if the string cannot be sent.
    fn date_time(&self, out: &mut Formatter<'_>) -> fmt::Result;
}

/// A date, which is sent as a string: `2026-11-28`.
///
/// The string is written to a buffer and then checked. An error of `date` is a violation of
/// [`Rule::Check`](crate::Rule::Check), and a string in another format is one of [`Rule::Format`](crate::Rule::Format).
///
/// ```
/// use std::fmt;
///
/// struct FirstOfMonth {
///     year: u16,
///     month: u8,
/// }
///
/// impl voucher_core::DateField for FirstOfMonth {
///     fn date(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
///         write!(out, "{:04}-{:02}-01", self.year, self.month)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a date",
    label = "expected a date",
    note = "a date is a date of jiff 1, chrono 0.4 or time 0.3 (features `jiff`, `chrono`, `time`), or a type that implements `voucher_core::DateField`"
)]
pub trait DateField {
    /// Writes the date: `2026-11-28`.
    ///
    /// # Errors
    /// Return an error if the string cannot be sent.
    fn date(&self, out: &mut Formatter<'_>) -> fmt::Result;
}

/// A UUID, which is sent as a string with hyphens.
///
/// The string is written to a buffer and then checked. An error of `uuid` is a violation of
/// [`Rule::Check`](crate::Rule::Check), and a string in another format is one of [`Rule::Format`](crate::Rule::Format).
///
/// ```
/// use std::fmt;
///
/// struct OrderId(u128);
///
/// impl voucher_core::UuidField for OrderId {
///     fn uuid(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
///         let digits = format!("{:032x}", self.0);
///         let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
///         out.write_str(&groups.join("-"))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a UUID",
    label = "expected a UUID",
    note = "a UUID is `Uuid` of uuid 1 (feature `uuid`), or a type that implements `voucher_core::UuidField`"
)]
pub trait UuidField {
    /// Writes the UUID with hyphens, in any case.
    ///
    /// # Errors
    /// Return an error if the string cannot be sent.
    fn uuid(&self, out: &mut Formatter<'_>) -> fmt::Result;
}
