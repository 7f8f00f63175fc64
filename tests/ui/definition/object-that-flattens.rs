use voucher_core::{Currency, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
    #[ravelin(flatten)]
    money: Money,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Money {
    sku: String,
    currency: Currency,
}

fn main() {}
