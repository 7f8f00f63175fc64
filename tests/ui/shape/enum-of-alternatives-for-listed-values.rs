use voucher_core::{RavelinEvent, RavelinOneOf};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json")]
struct Rates {
    fee: Fee,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/rates.json", field = "fee")]
enum Fee {
    Low,
}

fn main() {}
