//! Writes numbers.

use super::{Encoder, is_validate_only};
use crate::value::{Number, NumberString};
use voucher_definition::{Decimal, Field};

impl Encoder<'_> {
    /// Writes an integer, a float or a decimal.
    #[must_use]
    pub(crate) fn number(&mut self, at: usize, field: &'static Field, number: Number) -> usize {
        let digits = NumberString::from(number);
        let written = digits.as_str();
        // The rules apply to the number as it is written: a float's shortest decimal.
        let decimal = Decimal::parse(written);
        if let Err(violation_kind) = field.check_number(decimal) {
            self.reject(at, field, &violation_kind);
        }
        // JSON has no infinite number.
        if is_validate_only(at) || decimal.is_none() {
            return at;
        }
        self.put_raw(at, field, written.as_bytes())
    }

    /// Writes a number that is JSON already, and that the derive has checked.
    #[must_use]
    pub(crate) fn exact_number(&mut self, at: usize, field: &'static Field, json: &str) -> usize {
        if is_validate_only(at) {
            return at;
        }
        self.put_raw(at, field, json.as_bytes())
    }
}
