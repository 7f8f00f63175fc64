use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "voucher", field = "voucherType")]
enum Reason {
    General { since: u64 },
}

fn main() {}
