use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(evnt = "voucher", timestmp = now, constant(event_type = "promo created"))]
struct Promo {
    #[ravelin(renam = "voucherCode")]
    code: String,
    value: f64,
    #[ravelin(unlisted)]
    creation_time: Timestamp,
    curency: String,
    referrer_id: Vec<u8>,
    expiry: u64,
    #[ravelin(skip = "yes")]
    note: String,
}

fn send(promo: &Promo) -> bool {
    promo.to_json().is_ok()
}

fn main() {}
