use voucher_core::{Currency, RavelinEvent, TextField, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, export = "schemas/promo.json")]
struct Promo<C: TextField> {
    voucher_code: C,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
}

fn main() {}
