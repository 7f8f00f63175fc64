#![allow(deprecated)]

use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, relax(value, value))]
struct Promo {
    voucher_code: String,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
