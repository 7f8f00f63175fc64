use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    #[ravelin(custom)]
    currency: String,
    creation_time: Timestamp,
}

fn main() {}
