use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    #[ravelin(rename = "currency")]
    ours: Currency,
    creation_time: Timestamp,
    #[ravelin(rename = "currency")]
    theirs: Currency,
}

fn main() {}
