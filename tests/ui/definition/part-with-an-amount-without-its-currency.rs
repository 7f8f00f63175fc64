use voucher_core::{Amount, AmountError, AmountField, Currency, RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trade.json")]
struct Price {
    price: Major,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    trade_id: u64,
    #[ravelin(flatten)]
    price: Price,
}

/// An amount in major units, whose number of minor units depends on the currency.
struct Major(i64);

impl AmountField for Major {
    const NEEDS_CURRENCY: bool = true;

    fn amount(&self, currency: Option<Currency>) -> Result<Amount, AmountError> {
        let currency = currency.ok_or(AmountError::WITHOUT_CURRENCY)?;
        Ok(Amount::from_minor(
            self.0 * i64::from(currency.minor_per_major()),
        ))
    }
}

fn main() {}
