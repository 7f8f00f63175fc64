use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
    labels: Option<[&'static str; 0]>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order<'o> {
    order_id: u64,
    items: &'o [Item; 4],
}

fn main() {}
