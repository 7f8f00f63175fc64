use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trade.json")]
struct Payment {
    card_id: u64,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    cash: bool,
    #[ravelin(flatten)]
    payment: Payment,
}

fn main() {}
