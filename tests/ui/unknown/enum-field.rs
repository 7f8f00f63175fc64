use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherTyp")]
enum Reason {
    General,
}

fn main() {}
