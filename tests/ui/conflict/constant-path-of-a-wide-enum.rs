use voucher_core::{RavelinEvent, VoucherType};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(voucher_type = VoucherType::General))]
struct Check {
    customer_id: u64,
}

fn main() {}
