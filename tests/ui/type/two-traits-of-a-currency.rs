use voucher_core::{Currency, CurrencyError, CurrencyField, RavelinEvent, TextField, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Code,
    creation_time: Timestamp,
}

struct Code;

impl TextField for Code {
    fn text(&self) -> &str {
        "GBP"
    }
}

impl CurrencyField for Code {
    fn currency(&self) -> Result<Currency, CurrencyError> {
        Ok(Currency::GBP)
    }
}

fn main() {}
