use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json")]
struct Returned {
    seller: Seller,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json", object = "return.seller")]
struct Seller {
    name: String,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(flatten)]
    returned: Returned,
}

fn main() {}
