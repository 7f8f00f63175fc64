use voucher_core::{RavelinEnum, RavelinEvent};

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/rates.json", field = "fee")]
enum Fee {
    #[ravelin(value = 500)]
    Low,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/rates.json", constant(currency = "GBP"))]
struct Rates {
    fees: Vec<Fee>,
}

fn main() {}
