use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.to")]
struct Place {
    country: String,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: Item,
    to: Vec<Place>,
}

fn main() {}
