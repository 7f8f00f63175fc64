use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    #[ravelin(pattern = "^[0-9]+$")]
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
