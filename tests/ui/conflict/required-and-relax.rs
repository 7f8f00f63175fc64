use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, relax(value))]
struct Promo {
    voucher_code: String,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(required)]
    value: Option<u64>,
}

fn main() {}
