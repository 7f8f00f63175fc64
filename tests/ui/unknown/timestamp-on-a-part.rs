use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher", timestamp = now)]
struct Price {
    value: i64,
}

fn main() {}
