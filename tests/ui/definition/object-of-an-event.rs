use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shop.json", object = "order")]
struct Shop {
    timestamp: Timestamp,
}

fn main() {}
