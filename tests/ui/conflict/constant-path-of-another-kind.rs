use voucher_core::{Currency, RavelinEvent, Timestamp};

const PRICE: &str = "20.00";

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(value = PRICE))]
struct Promo {
    voucher_code: String,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
