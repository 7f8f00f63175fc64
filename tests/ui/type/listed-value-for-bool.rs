use voucher_core::{RavelinFields, VoucherType};

#[derive(RavelinFields)]
#[ravelin(event = "paymentmethod/voucher")]
struct Price {
    success: VoucherType,
}

fn main() {}
