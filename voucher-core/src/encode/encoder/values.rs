//! One function for each kind of value.

use super::displayed::Pieces;
use super::{CurrencyState, Encoder, is_dry};
use crate::encode::inline_write::{WINDOW, put_integer};
use crate::value::{AmountError, Currency, CurrencyError, Number, Timestamp, TimestampError};
use alloc::string::{String, ToString};
use core::fmt::{Display, Write};
use voucher_definition::time::Unit;
use voucher_definition::{Decimal, Field, NOT_A_TIME, Pattern, Rule, ViolationKind, currency};

/// One function a kind: asks the rules of the row, then writes. What is wrong goes a cold way, where the definition says
/// what it is.
impl Encoder<'_> {
    /// A text.
    #[must_use]
    pub fn text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if !field.accepts_byte_length(text.len()) {
            return self.counted(at, field, text);
        }
        match field.pattern {
            None => self.put_text::<false>(at, field, text),
            Some(_) => self.patterned(at, field, text),
        }
    }

    /// A text that a `Display` writes, in however many pieces.
    #[must_use]
    pub fn displayed(&mut self, at: usize, field: &'static Field, value: &dyn Display) -> usize {
        let mut pieces = Pieces::new();
        if write!(pieces, "{value}").is_err() {
            let text = "its `DisplayField` returned an error, so there is no string to send";
            return self.violation(at, field, Rule::Check, String::from(text));
        }
        self.text(at, field, pieces.as_str())
    }

    /// A text whose characters have to be counted. (This and the next apart, so that any other text finds everything in
    /// registers.)
    #[inline(never)]
    fn counted(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if !field.accepts_length(text) {
            return self.wrong_text(at, field, text);
        }
        match field.pattern {
            None => self.put_text::<false>(at, field, text),
            Some(_) => self.patterned(at, field, text),
        }
    }

    /// A text that has to match.
    #[inline(never)]
    fn patterned(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if let (Some(Pattern::EventType), None) = (field.pattern, field.second_pattern) {
            if Pattern::is_short_event_type(text) {
                return self.put_text::<true>(at, field, text);
            }
        }
        self.matching(at, field, text)
    }

    /// The same of any pattern, and of two. (Apart, so that no call stands before the answer to a short event type.)
    #[inline(never)]
    fn matching(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        let is_right = match (field.pattern, field.second_pattern) {
            (Some(pattern), None) => pattern.matches(text),
            _ => field.check_text(text, true).is_ok(),
        };
        if !is_right {
            self.wrong_text(at, field, text)
        } else if field.pattern.is_some_and(Pattern::is_plain) {
            self.put_text::<true>(at, field, text)
        } else {
            self.put_text::<false>(at, field, text)
        }
    }

    /// A text that should be one of the listed values.
    #[must_use]
    pub fn listed(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        if field.values.contains(&text) {
            self.put_text::<true>(at, field, text)
        } else {
            self.wrong_text(at, field, text)
        }
    }

    /// An identifier that is an integer; written as text.
    #[must_use]
    pub fn number(&mut self, at: usize, field: &'static Field, integer: Option<i64>) -> usize {
        let Some(integer) = integer else {
            return self.reject(at, field, &ABOVE);
        };
        let mut digits = [0; WINDOW];
        let length = put_integer(&mut digits, 0, integer);
        let is_free = field.pattern.is_none()
            && length >= field.min_length as usize
            && length <= field.max_length as usize;
        match core::str::from_utf8(&digits[..length]) {
            Ok(text) if is_free => self.put_text::<true>(at, field, text),
            Ok(text) => self.text(at, field, text),
            Err(_) => at,
        }
    }

    /// An integer.
    #[must_use]
    pub fn integer(&mut self, at: usize, field: &'static Field, integer: Option<i64>) -> usize {
        match integer {
            Some(integer) if integer >= field.fast_range.0 && integer <= field.fast_range.1 => {
                self.put_integer(at, field, integer)
            }
            Some(integer) => self.wrong_integer(at, field, integer),
            None => self.reject(at, field, &ABOVE),
        }
    }

    /// A number of any kind.
    #[must_use]
    pub fn any_number(&mut self, at: usize, field: &'static Field, number: Number) -> usize {
        let mut text = Short::default();
        // No text of a number is longer.
        let _ = write!(text, "{number}");
        let written = text.as_str();
        // The rules are for the number that is written: of a float, that is its shortest text.
        if let Err(violation_kind) = field.check_number(Decimal::parse(written)) {
            return self.reject(at, field, &violation_kind);
        }
        if is_dry(at) {
            return at;
        }
        self.put_raw(at, field, written.as_bytes())
    }

    /// An amount that is none.
    #[cold]
    #[must_use]
    pub fn wrong_amount(&mut self, at: usize, field: &'static Field, error: AmountError) -> usize {
        // The currency's own violation says it already.
        if error.is_without_currency() && matches!(self.currency, CurrencyState::Invalid) {
            return at;
        }
        self.reject(at, field, &error.violation_kind())
    }

    /// A currency that should be listed.
    #[must_use]
    pub fn currency(&mut self, at: usize, field: &'static Field, currency: Currency) -> usize {
        if currency.is_listed() {
            self.code(at, field, currency)
        } else {
            self.wrong_text(at, field, currency.as_str())
        }
    }

    /// A text that should name a currency that is listed.
    #[must_use]
    pub fn currency_text(&mut self, at: usize, field: &'static Field, text: &str) -> usize {
        match currency::find(text) {
            Some(code) => self.code(at, field, Currency::listed(code)),
            None => self.wrong_text(at, field, text),
        }
    }

    /// Three letters.
    #[must_use]
    pub fn code(&mut self, at: usize, field: &'static Field, currency: Currency) -> usize {
        // Of several currencies the first counts, which is the one that was read ahead.
        if let CurrencyState::Unknown = self.currency {
            self.currency = CurrencyState::Valid(currency);
        }
        let [first, second, third] = currency.letters();
        let code = [b'"', first, second, third, b'"', b' ', b' ', b' '];
        self.put_short(at, field, code, 5)
    }

    /// A currency that is none.
    #[cold]
    #[must_use]
    pub fn wrong_currency(
        &mut self,
        at: usize,
        field: &'static Field,
        error: CurrencyError,
    ) -> usize {
        self.reject(at, field, &ViolationKind::Currency(error.violation_kind()))
    }

    /// A moment.
    #[must_use]
    pub fn time(&mut self, at: usize, field: &'static Field, time: Timestamp) -> usize {
        if field.is_timestamp {
            self.timestamp = Some(time);
        }
        self.put_integer(at, field, time.as_millis())
    }

    /// A moment that no event can name.
    #[cold]
    #[must_use]
    pub fn wrong_time(&mut self, at: usize, field: &'static Field, error: TimestampError) -> usize {
        let text = if self.is_hidden(field) {
            String::from(NOT_A_TIME)
        } else {
            error.to_string()
        };
        self.violation(at, field, Rule::Time, text)
    }

    /// The moment of the clock: the caller's reading, or the system's own.
    #[must_use]
    pub fn now(&mut self, at: usize, field: &'static Field) -> usize {
        if is_dry(at) {
            return at;
        }
        match self.clock.or_else(system_clock) {
            Some(now) => {
                self.is_now = true;
                self.time(at, field, now)
            }
            None => self.violation(at, field, Rule::Required, String::from(NO_CLOCK)),
        }
    }

    /// A count of time in the unit that the field says.
    #[must_use]
    pub fn count(
        &mut self,
        at: usize,
        field: &'static Field,
        count: Option<i64>,
        unit: Unit,
    ) -> usize {
        let Some(count) = count else {
            return self.reject(at, field, &ABOVE);
        };
        match unit.to_millis(count) {
            Ok(millis) => self.time(at, field, Timestamp::within(millis)),
            Err(violation_kind) => self.reject(at, field, &ViolationKind::Time(violation_kind)),
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn bool(&mut self, at: usize, field: &'static Field, bool: bool) -> usize {
        if !field.values.is_empty() {
            if let Err(violation_kind) = field.check_bool(bool) {
                return self.reject(at, field, &violation_kind);
            }
        }
        if bool {
            self.put_short(at, field, *b"true    ", 4)
        } else {
            self.put_short(at, field, *b"false   ", 5)
        }
    }

    /// A required value that is not there.
    #[must_use]
    pub fn absent(&mut self, at: usize, field: &'static Field) -> usize {
        self.reject(at, field, &ViolationKind::Missing)
    }
}

/// The text of a number.
#[derive(Default)]
struct Short {
    bytes: [u8; 32],
    length: usize,
}

impl Short {
    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end);
        room.ok_or(core::fmt::Error)?
            .copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

const ABOVE: ViolationKind<'static> = ViolationKind::Above {
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
