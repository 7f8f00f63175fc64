use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, optional(value), optional(currency))]
struct Promo {
    voucher_code: String,
    creation_time: Timestamp,
}

fn main() {}
