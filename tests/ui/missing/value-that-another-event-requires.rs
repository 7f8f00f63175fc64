use voucher_core::{Currency, RavelinEvent, RavelinFields, VoucherType};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Reason {
    voucher_type: Option<VoucherType>,
}

#[derive(RavelinEvent)]
#[ravelin(event = "paymentmethod/voucher", timestamp = now, optional(payment_method_id, redemption_time, success))]
struct Redeemed {
    voucher_code: String,
    value: i64,
    currency: Currency,
    #[ravelin(flatten)]
    reason: Reason,
}

fn main() {}
