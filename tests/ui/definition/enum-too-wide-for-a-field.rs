use voucher_core::{RavelinFields, VoucherType};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.items")]
struct Item {
    sku: String,
    category: Option<VoucherType>,
}

fn main() {}
