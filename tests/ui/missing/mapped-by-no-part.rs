use voucher_core::{RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    value: i64,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    creation_time: Timestamp,
    #[ravelin(flatten)]
    price: Price,
}

fn main() {}
