use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json")]
struct Returned {
    #[ravelin(extra = "shelf")]
    shelf: u8,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(flatten)]
    returned: Returned,
}

fn main() {}
