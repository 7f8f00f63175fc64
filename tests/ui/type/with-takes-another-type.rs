use voucher_core::{Currency, RavelinEvent, Timestamp};

fn pence(pounds: &u32) -> i64 {
    i64::from(*pounds) * 100
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    #[ravelin(with = pence)]
    value: String,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
