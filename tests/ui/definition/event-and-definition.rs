use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json", event = "voucher")]
struct Shop {
    note: String,
}

fn main() {}
