use voucher_core::{Amount, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Amount,
    creation_time: Timestamp,
}

fn main() {}
