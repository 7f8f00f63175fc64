use voucher_core::{Currency, RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now)]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: Currency,
    creation_time: Timestamp,
    #[ravelin(extra = "campaignId", pattern = "^[a-z]+$")]
    campaign: String,
}

fn main() {}
