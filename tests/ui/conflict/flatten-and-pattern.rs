use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    value: i64,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    #[ravelin(flatten, pattern = "^[A-Z]+$")]
    price: Price,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
