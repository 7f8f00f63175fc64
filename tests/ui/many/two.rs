use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestmp = now)]
struct Promo {
    voucher_code: String,
    value: f64,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
