use voucher_core::RavelinFields;

struct Item;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    order_id: u64,
    items: Vec<Item>,
    to: Option<Item>,
}

fn main() {}
