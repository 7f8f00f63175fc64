use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(pattern = "^G")]
    voucher_type: Option<String>,
}

fn main() {}
