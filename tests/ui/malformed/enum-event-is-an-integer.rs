use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = 3, field = "voucherType")]
enum Reason {
    General,
}

fn main() {}
