use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    #[ravelin(pattern = "^[A-Z]+$")]
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
