//! One function for each kind of value.

use super::displayed::StackString;
use super::formatted::is_date_time;
use super::{CurrencyState, Encoder, is_validate_only};
use crate::Violation;
use crate::encode::inline_write::{WINDOW, put_integer};
use crate::value::{AmountError, Currency, CurrencyError, Timestamp, TimestampError};
use alloc::string::{String, ToString};
use core::fmt::{Display, Write};
use voucher_definition::time::{InvalidTime, Unit};
use voucher_definition::{Field, NOT_A_TIME, Pattern, Rule, ViolationKind, currency};

/// Each function checks the rules of the field, then writes. A value that breaks a rule goes to a cold function, which
/// asks the definition for the violation. It is written nevertheless if it has a JSON form; only
/// [`prepare_reporting`](crate::RavelinEvent::prepare_reporting) keeps a body with violations.
impl Encoder<'_> {
    /// Writes a string.
    #[must_use]
    pub(crate) fn string(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if !field.accepts_byte_length(value.len()) {
            return self.string_by_chars(at, field, value);
        }
        match field.pattern {
            None => self.put_string::<false>(at, field, value),
            Some(_) => self.string_with_pattern(at, field, value),
        }
    }

    /// Writes the string that a `Display` produces.
    #[must_use]
    pub(crate) fn display(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &dyn Display,
    ) -> usize {
        let mut string = StackString::new();
        if write!(string, "{value}").is_err() {
            let message = "its `DisplayField` returned an error, so the string cannot be sent";
            return self.report(at, field, Rule::Check, String::from(message));
        }
        self.string(at, field, string.as_str())
    }

    /// Writes a string after counting its characters. Out of line, like the next two functions, so that `string` itself
    /// stays small. Hot path; see `benches/README.md`.
    #[inline(never)]
    fn string_by_chars(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if !field.accepts_length(value) {
            return self.reject_string(at, field, value);
        }
        match field.pattern {
            None => self.put_string::<false>(at, field, value),
            Some(_) => self.string_with_pattern(at, field, value),
        }
    }

    /// Writes a string that must match a pattern.
    #[inline(never)]
    fn string_with_pattern(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if let (Some(Pattern::EventType), None) = (field.pattern, field.second_pattern) {
            if Pattern::is_short_event_type(value) {
                return self.put_string::<true>(at, field, value);
            }
        }
        self.string_with_any_pattern(at, field, value)
    }

    /// Writes a string that must match any pattern, or two of them.
    #[inline(never)]
    fn string_with_any_pattern(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        let is_match = match (field.pattern, field.second_pattern) {
            (Some(pattern), None) => pattern.matches(value),
            _ => field.check_text(value, true).is_ok(),
        };
        if !is_match {
            self.reject_string(at, field, value)
        } else if field.pattern.is_some_and(Pattern::is_plain) {
            self.put_string::<true>(at, field, value)
        } else {
            self.put_string::<false>(at, field, value)
        }
    }

    /// Writes a string that must be one of the listed values.
    #[must_use]
    pub(crate) fn enum_value(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if is_known_value(field.values, value) {
            self.put_string::<true>(at, field, value)
        } else {
            self.any_enum_value(at, field, value)
        }
    }

    /// Writes a string whose rules the compiler has checked.
    #[must_use]
    pub(crate) fn asserted_string(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &str,
    ) -> usize {
        self.put_string::<false>(at, field, value)
    }

    /// Writes a listed value that the compiler has compared with those of the field.
    #[inline]
    #[must_use]
    pub(crate) fn asserted_enum_value(
        &mut self,
        at: usize,
        field: &'static Field,
        value: impl FnOnce() -> &'static str,
    ) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.write_string::<true>(at, field, value())
    }

    #[inline(never)]
    fn any_enum_value(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if field.values.contains(&value) {
            self.put_string::<true>(at, field, value)
        } else {
            self.reject_string(at, field, value)
        }
    }

    /// Writes an integer as a string. `None` is an integer above the range of `i64`.
    #[must_use]
    pub(crate) fn integer_as_string(
        &mut self,
        at: usize,
        field: &'static Field,
        integer: Option<i64>,
    ) -> usize {
        let Some(integer) = integer else {
            return self.too_large(at, field);
        };
        let mut digits = [0; WINDOW];
        let length = put_integer(&mut digits, 0, integer);
        let is_valid = field.pattern.is_none()
            && length >= field.min_length as usize
            && length <= field.max_length as usize;
        match core::str::from_utf8(&digits[..length]) {
            Ok(digits) if is_valid => self.put_string::<true>(at, field, digits),
            Ok(digits) => self.string(at, field, digits),
            Err(_) => at,
        }
    }

    /// Writes an integer.
    #[inline]
    #[must_use]
    pub(crate) fn integer(&mut self, at: usize, field: &'static Field, integer: i64) -> usize {
        let (min, max) = field.fast_range;
        if integer < min || integer > max {
            return self.check_integer(at, field, integer);
        }
        self.put_integer(at, field, integer)
    }

    /// Reports an integer above the range of `i64`.
    #[cold]
    #[must_use]
    pub(crate) fn too_large(&mut self, at: usize, field: &'static Field) -> usize {
        self.reject(at, field, &ABOVE)
    }

    /// Reports an amount that could not be converted.
    #[cold]
    #[must_use]
    pub(crate) fn invalid_amount(
        &mut self,
        at: usize,
        field: &'static Field,
        error: AmountError,
    ) -> usize {
        // The invalid currency is reported instead.
        if error.is_without_currency() && self.currency == CurrencyState::INVALID {
            return at;
        }
        self.reject(at, field, &error.violation_kind())
    }

    /// Writes a currency that ISO 4217 must list.
    #[must_use]
    pub(crate) fn currency(
        &mut self,
        at: usize,
        field: &'static Field,
        currency: Currency,
    ) -> usize {
        if currency.is_listed() {
            self.unlisted_currency(at, field, currency)
        } else {
            self.reject_string(at, field, currency.as_str())
        }
    }

    /// Writes a currency code, in any case, that ISO 4217 must list.
    #[must_use]
    pub(crate) fn currency_from_str(
        &mut self,
        at: usize,
        field: &'static Field,
        value: &str,
    ) -> usize {
        match currency::find(value) {
            Some(letters) => self.put_currency(at, field, letters),
            None => self.reject_string(at, field, value),
        }
    }

    /// Writes a currency, whether ISO 4217 lists it or not.
    #[must_use]
    pub(crate) fn unlisted_currency(
        &mut self,
        at: usize,
        field: &'static Field,
        currency: Currency,
    ) -> usize {
        let [first, second, third] = currency.letters();
        self.put_currency(at, field, u32::from_le_bytes([first, second, third, 0]))
    }

    /// Writes a currency. Its letters are the lower bytes of the word, so that they are stored at once. Hot path; see
    /// `benches/README.md`.
    #[inline]
    fn put_currency(&mut self, at: usize, field: &'static Field, letters: u32) -> usize {
        // If there are several, the first one applies to amounts, since it is the one that is read first.
        if self.currency == CurrencyState::UNKNOWN {
            self.currency = CurrencyState(letters);
        }
        let code = EMPTY_CODE | u64::from(letters) << 8;
        self.put_short(at, field, code.to_le_bytes(), 5)
    }

    /// Reports an invalid currency.
    #[cold]
    #[must_use]
    pub(crate) fn invalid_currency(
        &mut self,
        at: usize,
        field: &'static Field,
        error: CurrencyError,
    ) -> usize {
        self.reject(at, field, &ViolationKind::Currency(error.violation_kind()))
    }

    /// Writes a time.
    #[must_use]
    pub(crate) fn time(&mut self, at: usize, field: &'static Field, time: Timestamp) -> usize {
        if field.is_timestamp {
            self.timestamp = Some(time);
        }
        if is_validate_only(at) {
            return at;
        }
        self.write_millis(at, field, time.as_millis())
    }

    /// Writes a time, or a date and time.
    #[must_use]
    pub(crate) fn point_in_time(
        &mut self,
        at: usize,
        field: &'static Field,
        time: Timestamp,
    ) -> usize {
        if is_date_time(field) {
            return self.date_time(at, field, time);
        }
        self.time(at, field, time)
    }

    /// Reports a time that is invalid or out of range.
    #[cold]
    #[must_use]
    pub(crate) fn invalid_time(
        &mut self,
        at: usize,
        field: &'static Field,
        error: TimestampError,
    ) -> usize {
        let message = if self.is_hidden(field) {
            String::from(NOT_A_TIME)
        } else {
            error.to_string()
        };
        self.report(at, field, Rule::Time, message)
    }

    /// Writes the current time: the caller's if there is one, otherwise the system's.
    #[must_use]
    pub fn now(&mut self, at: usize, field: &'static Field) -> usize {
        if is_validate_only(at) {
            return at;
        }
        match self.clock.or_else(system_clock) {
            Some(now) => {
                self.is_now = true;
                self.point_in_time(at, field, now)
            }
            None => self.report_no_clock(at, field),
        }
    }

    /// Reports the missing clock. The violation has no field of the struct, because the time does not come from one.
    #[cold]
    fn report_no_clock(&mut self, at: usize, field: &'static Field) -> usize {
        let message = String::from(NO_CLOCK);
        self.push_violation(Violation::new(field.pointer(), Rule::Required, message));
        at
    }

    /// Writes a time that is a Unix time in milliseconds.
    #[inline]
    #[must_use]
    pub(crate) fn unix_millis(&mut self, at: usize, field: &'static Field, millis: i64) -> usize {
        if Unit::Millis.to_millis(millis).is_err() {
            return self.invalid_millis(at, field, millis);
        }
        if is_validate_only(at) && !is_date_time(field) {
            return at;
        }
        self.write_time(at, field, millis)
    }

    #[inline(never)]
    fn write_time(&mut self, at: usize, field: &'static Field, millis: i64) -> usize {
        self.point_in_time(at, field, Timestamp::from_valid_millis(millis))
    }

    #[cold]
    #[inline(never)]
    fn invalid_millis(&mut self, at: usize, field: &'static Field, millis: i64) -> usize {
        self.invalid_count(at, field, millis, Unit::Millis)
    }

    /// Writes a time that is a Unix time in some unit.
    #[inline]
    #[must_use]
    pub(crate) fn unix_time(
        &mut self,
        at: usize,
        field: &'static Field,
        count: i64,
        unit: Unit,
    ) -> usize {
        match unit.to_millis(count) {
            Ok(millis) => self.point_in_time(at, field, Timestamp::from_valid_millis(millis)),
            Err(_) => self.invalid_count(at, field, count, unit),
        }
    }

    /// Reports a Unix time that is out of range.
    #[cold]
    fn invalid_count(&mut self, at: usize, field: &'static Field, count: i64, unit: Unit) -> usize {
        let error = InvalidTime { count, unit };
        self.reject(at, field, &ViolationKind::Time(error))
    }

    /// Writes `true` or `false`.
    #[must_use]
    pub(crate) fn bool(&mut self, at: usize, field: &'static Field, value: bool) -> usize {
        if !field.values.is_empty() {
            if let Err(violation_kind) = field.check_bool(value) {
                self.reject(at, field, &violation_kind);
            }
        }
        if value {
            self.put_short(at, field, *b"true    ", 4)
        } else {
            self.put_short(at, field, *b"false   ", 5)
        }
    }

    /// Writes `null` for a value that is absent. If the definition does not allow it, reports a missing value.
    #[must_use]
    pub fn null(&mut self, at: usize, field: &'static Field) -> usize {
        if !field.nullable {
            return self.absent(at, field);
        }
        #[cfg(feature = "serde")]
        if matches!(field.kind, voucher_definition::Kind::Custom) {
            self.is_custom_null = true;
            return at;
        }
        self.constant_null(at, field)
    }

    /// Writes `null`.
    #[must_use]
    pub(crate) fn constant_null(&mut self, at: usize, field: &'static Field) -> usize {
        self.put_short(at, field, *b"null    ", 4)
    }

    /// Reports a required value that is missing.
    #[must_use]
    pub fn absent(&mut self, at: usize, field: &'static Field) -> usize {
        self.reject(at, field, &ViolationKind::Missing)
    }
}

/// Returns whether a value is known to be one of `values`, without a call: if it has 4 to 16 bytes, and the first listed value
/// of this length is the same. Hot path; see `benches/README.md`.
#[inline]
fn is_known_value(values: &[&str], value: &str) -> bool {
    let mut values = values.iter();
    let found = values.find(|listed| listed.len() == value.len());
    found.is_some_and(|listed| is_same_short(listed.as_bytes(), value.as_bytes()))
}

/// Returns whether two strings of equal length are known to be equal: their first and last bytes are, and neither has others.
#[inline]
fn is_same_short(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk()
                && one.last_chunk::<8>() == other.last_chunk()
        }
        4..8 => {
            one.first_chunk::<4>() == other.first_chunk()
                && one.last_chunk::<4>() == other.last_chunk()
        }
        _ => false,
    }
}

/// A currency without its letters.
const EMPTY_CODE: u64 = u64::from_le_bytes(*b"\"\0\0\0\"   ");

pub(super) const ABOVE: ViolationKind<'static> = ViolationKind::Above {
    max: i64::MAX,
    found: None,
};
const NO_CLOCK: &str =
    "`timestamp = now` needs a clock: call `encode_at`, or turn on the feature `std`";

#[cfg(feature = "std")]
fn system_clock() -> Option<Timestamp> {
    std::time::SystemTime::now().try_into().ok()
}

#[cfg(not(feature = "std"))]
fn system_clock() -> Option<Timestamp> {
    None
}
