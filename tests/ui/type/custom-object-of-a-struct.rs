use voucher_core::{Currency, RavelinEvent, Timestamp};

struct Tags;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    custom: Tags,
}

fn main() {}
