use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/redemption", timestamp = now)]
struct Redemption {
    payment_method_id: String,
    voucher_code: String,
    redemption_time: Timestamp,
    success: bool,
    value: i64,
    currency: String,
    voucher_type: String,
}

fn main() {}
