use voucher_core::RavelinEnum;

const GENERAL: i64 = 3;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    #[ravelin(value = GENERAL)]
    General,
}

fn main() {
    let _ = GENERAL;
}
