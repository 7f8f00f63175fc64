use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "vouchers", field = "voucherType")]
enum Reason {
    General,
}

fn main() {}
