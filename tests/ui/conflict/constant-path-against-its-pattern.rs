use voucher_core::{Currency, RavelinEvent, Timestamp};

const KIND: &str = "vou cher";

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = KIND))]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
