use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "items")]
struct Line {
    sku: String,
    price: i64,
}

fn main() {}
