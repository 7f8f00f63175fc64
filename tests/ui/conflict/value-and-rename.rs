use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    #[ravelin(rename = "GENERAL", value = 3)]
    Usual,
}

fn main() {}
