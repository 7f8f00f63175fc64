use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(evnt = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: String,
    #[ravelin(rename = "curency")]
    money: Currency,
    creation_time: Timestamp,
}

fn send(promo: &Promo) -> bool {
    promo.to_json().is_ok()
}

fn main() {}
