use voucher_core::{RavelinEvent, RavelinFields, VoucherType};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Reason {
    voucher_type: Option<VoucherType>,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(flatten)]
    reason: Reason,
}

fn main() {}
