use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(skip, pattern = "^[a-z]+$")]
    note: String,
}

fn main() {}
