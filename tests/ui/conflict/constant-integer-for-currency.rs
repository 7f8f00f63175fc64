use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(currency = 826))]
struct Promo {
    voucher_code: String,
    value: i64,
    creation_time: Timestamp,
}

fn main() {}
