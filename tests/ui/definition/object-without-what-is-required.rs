use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Order {
    currency: voucher_core::Currency,
}

fn main() {}
