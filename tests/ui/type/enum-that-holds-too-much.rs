use voucher_core::{RavelinEvent, VoucherType};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    voucher_type: Option<VoucherType>,
}

fn main() {}
