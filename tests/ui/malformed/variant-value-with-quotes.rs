use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    #[ravelin(value = "3")]
    General,
}

fn main() {}
