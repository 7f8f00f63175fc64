use voucher_core::{RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: &'static str,
    price: i64,
    quantity: u32,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json")]
struct Order {
    timestamp: Timestamp,
    #[ravelin(flatten)]
    item: Item,
}

fn main() {}
