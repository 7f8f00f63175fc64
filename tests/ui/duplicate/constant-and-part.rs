use voucher_core::{Currency, RavelinEvent, RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    value: i64,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(value = 500))]
struct Promo {
    voucher_code: String,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(flatten)]
    price: Price,
}

fn main() {}
