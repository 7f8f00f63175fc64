//! Without definition files: the time of an event is an integer, and no string has a format.

use super::Encoder;
use crate::value::Timestamp;
use voucher_definition::Field;

/// No value is a string with a date and a time.
#[inline]
pub(super) fn is_date_time(_: &Field) -> bool {
    false
}

impl Encoder<'_> {
    /// Writes a string.
    #[must_use]
    pub(crate) fn formatted(&mut self, at: usize, field: &'static Field, value: &str) -> usize {
        self.string(at, field, value)
    }

    /// Writes a time.
    pub(super) fn date_time(&mut self, at: usize, field: &'static Field, time: Timestamp) -> usize {
        self.time(at, field, time)
    }
}
