//! `Decimal` as an amount in major units.

use super::AmountField;
use crate::value::{Amount, AmountError, Currency};
use rust_decimal::Decimal;

/// An amount in major units (pounds, euros), converted exactly with the event's currency.
impl AmountField for Decimal {
    const NEEDS_CURRENCY: bool = true;

    fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError> {
        let Some(currency) = currency else {
            return Err(AmountError::WITHOUT_CURRENCY);
        };
        let multiplier = currency.minor_per_major();
        let minor = exact(*self, i128::from(multiplier)).ok_or(fraction_error(multiplier))?;
        let out_of_range = if minor < 0 {
            AmountError::BELOW
        } else {
            AmountError::ABOVE
        };
        i64::try_from(minor)
            .map(Amount::from_minor)
            .map_err(|_| out_of_range)
    }
}

/// Returns `decimal * multiplier`, if it is a whole number. The product of 96 bits and at most 1000 fits in 128 bits.
fn exact(decimal: Decimal, multiplier: i128) -> Option<i128> {
    let scale = 10_i128.checked_pow(decimal.scale())?;
    let minor = decimal.mantissa() * multiplier;
    (minor % scale == 0).then_some(minor / scale)
}

/// Returns the error for an amount with a fraction of a minor unit.
const fn fraction_error(multiplier: u16) -> AmountError {
    AmountError::new(match multiplier {
        1 => {
            "expected a whole number, since the currency has no minor unit, found a fraction; round it first"
        }
        5 => {
            "expected a whole number of minor units, of which the currency has 5 per major unit, found a fraction; round it first"
        }
        1000 => {
            "expected a whole number of minor units, of which the currency has 1000 per major unit, found a fraction; round it first"
        }
        _ => {
            "expected a whole number of minor units, of which the currency has 100 per major unit, found a fraction; round it first"
        }
    })
}
