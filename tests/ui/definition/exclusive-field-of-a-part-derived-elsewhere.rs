use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json")]
struct Payment {
    card_id: Option<u64>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    cash: Option<bool>,
    #[ravelin(flatten)]
    payment: Payment,
}

fn main() {}
