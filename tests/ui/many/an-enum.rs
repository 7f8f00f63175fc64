use voucher_core::RavelinEnum;

#[derive(RavelinEnum)]
#[ravelin(event = "vouchr", feild = "voucherType")]
enum Reason {
    Generel,
    #[ravelin(rename = "STAF")]
    Employee,
    Referral(u8),
    #[ravelin(skip)]
    Unknown,
}

fn main() {}
