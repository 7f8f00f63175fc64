use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(value = 500), relax(value))]
struct Promo {
    voucher_code: String,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
