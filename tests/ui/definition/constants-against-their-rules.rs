use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items", constant(quantity = 3, sku = "", weight = 2))]
struct Item {}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order", constant(is_gift = false, version = 2))]
struct Order {
    order_id: u64,
    items: Vec<Item>,
}

fn main() {}
