use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "vouchr")]
struct Price {
    value: i64,
}

fn main() {}
