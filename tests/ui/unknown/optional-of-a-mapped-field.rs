use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, optional(curency))]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Option<Currency>,
    creation_time: Timestamp,
}

fn main() {}
