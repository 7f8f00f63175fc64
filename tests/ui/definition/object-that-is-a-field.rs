use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.currency")]
struct Item {
    sku: String,
}

fn main() {}
