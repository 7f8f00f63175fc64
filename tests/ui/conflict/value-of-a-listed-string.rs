use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    General,
    #[ravelin(value = 3)]
    Staff,
}

fn main() {}
