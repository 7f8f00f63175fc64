use voucher_core::{RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "customer")]
struct Customer {
    customer_id: String,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: [Item; 1],
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json")]
struct Shop {
    timestamp: Timestamp,
    customer: Customer,
    customer_id: u64,
    order: Order,
}

fn main() {}
