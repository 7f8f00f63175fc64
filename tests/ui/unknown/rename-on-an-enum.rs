use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType", rename = "GENERAL")]
enum Reason {
    General,
}

fn main() {}
