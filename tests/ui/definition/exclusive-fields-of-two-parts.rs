use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trade.json")]
struct Payment {
    card_id: u64,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/trade.json")]
struct Cash {
    cash: bool,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(flatten)]
    cash: Cash,
    #[ravelin(flatten)]
    payment: Payment,
}

fn main() {}
