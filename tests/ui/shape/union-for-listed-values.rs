use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
union Reason {
    general: u8,
}

fn main() {}
