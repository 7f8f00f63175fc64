use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json")]
struct Returned {
    card_id: Option<u64>,
    cash: Option<bool>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(flatten)]
    returned: Returned,
}

fn main() {}
