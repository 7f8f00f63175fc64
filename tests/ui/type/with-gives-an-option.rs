use voucher_core::{Currency, RavelinEvent, Timestamp};

fn cents(text: &String) -> Option<i64> {
    text.parse().ok()
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    #[ravelin(with = cents)]
    value: String,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
