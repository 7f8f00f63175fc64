use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    #[ravelin(event = "voucher")]
    General,
}

fn main() {}
