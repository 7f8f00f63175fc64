use voucher_core::{Currency, RavelinEvent};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: bool,
}

fn main() {}
