use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", feild = "voucherType")]
enum Reason {
    General,
}

fn main() {}
