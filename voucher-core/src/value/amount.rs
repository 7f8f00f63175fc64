//! Amounts of money in minor units.

use core::fmt;
use voucher_definition::{ViolationKind, message::Message};

/// An amount in minor units of the event's currency: pence, cents, yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// Creates an amount of minor units.
    #[must_use]
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// Returns the number of minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }
}

impl From<i64> for Amount {
    fn from(minor: i64) -> Self {
        Self(minor)
    }
}

/// Serializes as an integer of minor units.
#[cfg(feature = "serde")]
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

/// Deserializes from an integer of minor units.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        i64::deserialize(from).map(Self)
    }
}

/// Why a value is not an amount: it is not a whole number of minor units, does not fit in an `i64`, or has no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountError(Cause);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Message(&'static str),
    Above,
    Below,
    NoCurrency,
}

impl AmountError {
    /// Creates an error for your implementation of [`AmountField`](crate::AmountField). The message says in lower case
    /// what was expected, what was found and what to do.
    #[must_use]
    pub const fn new(message: &'static str) -> Self {
        Self(Cause::Message(message))
    }

    /// The amount is above the range of `i64`.
    pub const ABOVE: Self = Self(Cause::Above);

    /// The amount is below the range of `i64`.
    pub const BELOW: Self = Self(Cause::Below);

    /// The amount is in major units, and the event has no valid currency. If the currency itself is a violation, this
    /// error is not reported.
    pub const WITHOUT_CURRENCY: Self = Self(Cause::NoCurrency);

    /// Checks whether the error is [`WITHOUT_CURRENCY`](Self::WITHOUT_CURRENCY).
    pub(crate) const fn is_without_currency(self) -> bool {
        matches!(self.0, Cause::NoCurrency)
    }

    pub(crate) const fn violation_kind(self) -> ViolationKind<'static> {
        match self.0 {
            Cause::Message(message) => ViolationKind::Amount(message),
            Cause::Above => ViolationKind::Above {
                max: i64::MAX,
                found: None,
            },
            Cause::Below => ViolationKind::Below {
                min: i64::MIN,
                found: None,
            },
            Cause::NoCurrency => ViolationKind::Amount(
                "expected a currency for an amount in major units, found none; map one, or use minor units",
            ),
        }
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.violation_kind()
            .describe(Message::new(), false)
            .fmt(out)
    }
}

impl core::error::Error for AmountError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_amount_is_its_number_of_minor_units() {
        assert_eq!(Amount::from(-15).minor(), -15);
        #[cfg(feature = "serde")]
        {
            let read: Amount = serde_json::from_str("1500").unwrap();
            assert_eq!(read.minor(), 1_500);
            assert_eq!(serde_json::to_string(&read).unwrap(), "1500");
        }
    }

    #[test]
    fn only_the_error_about_a_currency_is_about_a_currency() {
        let error = AmountError::new("expected whole cents");
        assert_eq!(error.to_string(), "expected whole cents");
        for error in [error, AmountError::ABOVE, AmountError::BELOW] {
            assert!(!error.is_without_currency(), "{error}");
        }
        assert!(AmountError::WITHOUT_CURRENCY.is_without_currency());
    }
}
