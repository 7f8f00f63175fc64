use voucher_core::{Currency, RavelinEvent, Timestamp};

struct Price {
    value: i64,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    #[ravelin(flatten)]
    price: Price,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
