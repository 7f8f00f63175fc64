use voucher_core::{RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: &'static str,
    price: i64,
    quantity: u32,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: Vec<Item>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json")]
struct Shop {
    timestamp: Timestamp,
    order: Order,
    #[ravelin(flatten)]
    item: Item,
}

fn main() {}
