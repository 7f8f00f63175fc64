use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    trade_id: u64,
    seller: Seller,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json", object = "return.seller")]
struct Seller {
    name: String,
    #[ravelin(extra = "shelf")]
    shelf: u8,
}

fn main() {}
