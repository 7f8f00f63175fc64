use voucher_core::{Currency, RavelinEvent, Timestamp};

fn pounds(pence: &i64) -> f64 {
    *pence as f64 / 100.0
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    #[ravelin(with = pounds)]
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
