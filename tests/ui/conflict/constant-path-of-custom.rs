use voucher_core::{Currency, RavelinEvent, Timestamp};

const ALL: &str = "spring";

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(custom = ALL))]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
