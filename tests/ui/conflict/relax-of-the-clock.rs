use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, relax(timestamp))]
struct Promo {
    voucher_code: String,
    currency: Currency,
    creation_time: Timestamp,
    value: u64,
}

fn main() {}
