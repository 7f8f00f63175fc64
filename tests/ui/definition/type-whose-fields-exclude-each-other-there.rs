use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    trade_id: u64,
    card: Receipt,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json", object = "return.receipt")]
struct Receipt {
    number: Option<String>,
    token: Option<String>,
}

fn main() {}
