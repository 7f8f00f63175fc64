//! `Decimal` as an amount in major units.

use super::AmountField;
use crate::value::{Amount, AmountError, Currency};
use rust_decimal::Decimal;

/// Major units (pounds, euros), converted exactly with the event's own currency.
impl AmountField for Decimal {
    const NEEDS_CURRENCY: bool = true;

    fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError> {
        let Some(currency) = currency else {
            return Err(AmountError::WITHOUT_CURRENCY);
        };
        let multiplier = currency.minor_per_major();
        let minor = exact(*self, i128::from(multiplier)).ok_or(remainder(multiplier))?;
        let beyond = if minor < 0 {
            AmountError::BELOW
        } else {
            AmountError::ABOVE
        };
        i64::try_from(minor)
            .map(Amount::from_minor)
            .map_err(|_| beyond)
    }
}

/// `decimal * multiplier`, if it is a whole number. 96 bits times 1000 fit in 128.
fn exact(decimal: Decimal, multiplier: i128) -> Option<i128> {
    let scale = 10_i128.checked_pow(decimal.scale())?;
    let minor = decimal.mantissa() * multiplier;
    (minor % scale == 0).then_some(minor / scale)
}

const fn remainder(multiplier: u16) -> AmountError {
    AmountError::new(match multiplier {
        1 => {
            "no whole number of minor units, and the currency has none smaller than its major unit; round it before"
        }
        5 => {
            "no whole number of minor units, and the currency has 5 to the major unit; round it before"
        }
        1000 => {
            "no whole number of minor units, and the currency has 1000 to the major unit; round it before"
        }
        _ => {
            "no whole number of minor units, and the currency has 100 to the major unit; round it before"
        }
    })
}
