use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Money {
    value: i64,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: [Money; 2],
}

fn main() {}
