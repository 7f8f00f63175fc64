use voucher_core::{Currency, RavelinEvent, Timestamp};

struct Channel;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(custom)]
    channel: Channel,
}

fn main() {}
