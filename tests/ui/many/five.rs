use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(event_type = "promo created"))]
struct Promo {
    #[ravelin(skip, rename = "voucherCode")]
    code: String,
    value: bool,
    currency: Option<Currency>,
    creation_time: Timestamp,
    internal_note: String,
}

fn main() {}
