use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.item")]
struct Item {
    sku: String,
}

fn main() {}
