use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/shop.json", object = "order.custom")]
struct Extra {
    campaign: String,
}

fn main() {}
