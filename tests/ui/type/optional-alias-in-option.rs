use voucher_core::{Currency, RavelinEvent, Timestamp};

type Code = Option<String>;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    referrer_id: Option<Code>,
}

fn main() {}
