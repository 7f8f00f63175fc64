use voucher_core::RavelinFields;

#[derive(RavelinFields)]
struct Price {
    value: i64,
}

fn main() {}
