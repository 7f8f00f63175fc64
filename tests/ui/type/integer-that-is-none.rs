// A type that is named like an integer, but needs the event's currency.
use voucher_core::{Amount, AmountError, AmountField, Currency, RavelinEvent};

#[allow(non_camel_case_types)]
struct u32;

impl AmountField for u32 {
    const NEEDS_CURRENCY: bool = true;

    fn amount(&self, _: Option<Currency>) -> Result<Amount, AmountError> {
        unimplemented!()
    }
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: u32,
    currency: Currency,
    creation_time: voucher_core::Timestamp,
}

fn main() {}
