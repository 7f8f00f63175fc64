use voucher_core::{Currency, RavelinEvent, RavelinFields, VoucherType};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Reason {
    #[ravelin(with = reason)]
    voucher_type: u8,
}

fn reason(code: &u8) -> Result<Option<VoucherType>, &'static str> {
    match code {
        0 => Ok(None),
        1 => Ok(Some(VoucherType::Staff)),
        _ => Err("unknown"),
    }
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
