use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher", constnt(currency = "GBP"))]
struct Price {
    value: i64,
}

fn main() {}
