use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json")]
struct Shop {
    timestamp: Timestamp,
}

fn main() {}
