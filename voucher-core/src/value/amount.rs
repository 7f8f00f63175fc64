//! Money, as the API counts it.

use core::fmt;
use voucher_definition::{ViolationKind, message::Message};

/// An amount in minor units of the event's currency: pence, cents, yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// An amount of so many minor units.
    #[must_use]
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// How many minor units.
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

/// As integer minor units.
#[cfg(feature = "serde")]
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

/// From integer minor units.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        i64::deserialize(from).map(Self)
    }
}

/// A value that is no whole number of minor units, or one that 64 bits don't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountError(Why);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Said(&'static str),
    Above,
    Below,
    NoCurrency,
}

impl AmountError {
    /// An error of a user's own [`AmountField`](crate::AmountField): what is wrong, and what to do, in lower case.
    #[must_use]
    pub const fn new(why: &'static str) -> Self {
        Self(Why::Said(why))
    }

    /// More minor units than an integer of 64 bits holds.
    pub const ABOVE: Self = Self(Why::Above);

    /// Fewer minor units than an integer of 64 bits holds.
    pub const BELOW: Self = Self(Why::Below);

    /// The amount is major units, and the event has no valid currency. Where the currency has a violation of its own,
    /// nothing more is said.
    pub const WITHOUT_CURRENCY: Self = Self(Why::NoCurrency);

    /// Whether it is only the currency that is missing.
    pub(crate) const fn is_without_currency(self) -> bool {
        matches!(self.0, Why::NoCurrency)
    }

    pub(crate) const fn violation_kind(self) -> ViolationKind<'static> {
        match self.0 {
            Why::Said(why) => ViolationKind::Amount(why),
            Why::Above => ViolationKind::Above {
                max: i64::MAX,
                found: None,
            },
            Why::Below => ViolationKind::Below {
                min: i64::MIN,
                found: None,
            },
            Why::NoCurrency => ViolationKind::Amount(
                "major units, and without a valid currency there is no telling how many minor ones; map one",
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
