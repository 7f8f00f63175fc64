//! Writes strings with a format: dates, dates with a time, and UUIDs.

use super::Encoder;
use super::displayed::StackString;
use crate::field::DateTimeField;
use crate::value::Timestamp;
use alloc::string::String;
use core::fmt::{Display, Formatter, Result, Write};
use voucher_definition::format::date_time;
use voucher_definition::{Field, Kind, Rule};

/// What a function writes, like `core::fmt::from_fn`.
struct Written<'f>(&'f dyn Fn(&mut Formatter<'_>) -> Result);

impl Display for Written<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.0(out)
    }
}

/// Returns whether the value of a field is a string with a date and a time.
#[inline]
pub(super) fn is_date_time(field: &Field) -> bool {
    matches!(field.kind, Kind::DateTime)
}

impl Encoder<'_> {
    /// Writes a string that must have the format of the field's kind.
    #[must_use]
    pub(crate) fn formatted(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        if let Err(violation_kind) = field.check_text(value, true) {
            self.reject(at, field, &violation_kind);
            return self.put_string::<false>(at, field, value);
        }
        if field.is_timestamp {
            let millis = date_time(value).ok();
            self.timestamp = millis.and_then(|it| Timestamp::from_exact_millis(it).ok());
        }
        // No format allows a character that JSON escapes.
        self.put_string::<true>(at, field, value)
    }

    /// Writes a date and time in UTC. Out of line, so that `now` stays small.
    #[cold]
    #[inline(never)]
    pub(super) fn date_time(&mut self, at: usize, field: &'static Field, time: Timestamp) -> usize {
        self.written_formatted(at, field, &|out| time.date_time(out), "DateTimeField")
    }

    /// Writes the string that `write` writes, which must have the format of the field's kind. `field_trait` is the trait of the
    /// user's type.
    #[must_use]
    pub(crate) fn written_formatted(
        &mut self,
        at: usize,
        field: &'static Field,
        write: &dyn Fn(&mut Formatter<'_>) -> Result,
        field_trait: &str,
    ) -> usize {
        let mut string = StackString::new();
        if write!(string, "{}", Written(write)).is_err() {
            let mut message = String::from("its `");
            message.push_str(field_trait);
            message.push_str("` returned an error, so the string cannot be sent");
            return self.report(at, field, Rule::Check, message);
        }
        self.formatted(at, field, string.as_str())
    }
}
