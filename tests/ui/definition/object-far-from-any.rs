use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "basket")]
struct Item {
    sku: String,
}

fn main() {}
