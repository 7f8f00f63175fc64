use voucher_core::{Currency, RavelinEvent, VoucherType};

#[derive(RavelinEvent)]
#[ravelin(event = "vouchers", timestamp = later, constant(event_type = "-promo"))]
struct Promo {
    #[ravelin(renam = "voucherCode")]
    code: String,
    value: f32,
    #[ravelin(unlisted = true)]
    currency: Currency,
    creation_time: std::time::Duration,
    #[ravelin(length(max = 4))]
    referral_value: i64,
    #[ravelin(unix = "min")]
    expiry: i64,
    #[ravelin(rename = "voucherTyp")]
    kind: VoucherType,
    referrer_id: Option<Option<u64>>,
    internal_note: String,
}

fn main() {}
