use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price;

fn main() {}
