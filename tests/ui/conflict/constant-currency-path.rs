use voucher_core::{RavelinEvent, Timestamp};

const OURS: &str = "POUND";

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(currency = OURS))]
struct Promo {
    voucher_code: String,
    value: i64,
    creation_time: Timestamp,
}

fn main() {}
