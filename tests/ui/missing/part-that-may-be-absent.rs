use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    value: i64,
    currency: Currency,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    creation_time: Timestamp,
    #[ravelin(flatten)]
    price: Option<Price>,
}

fn main() {}
