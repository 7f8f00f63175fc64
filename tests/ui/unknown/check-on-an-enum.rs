use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType", check = Reason::valid)]
enum Reason {
    General,
}

fn main() {}
