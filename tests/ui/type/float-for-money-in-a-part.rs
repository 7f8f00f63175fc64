use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    value: f64,
}

fn main() {}
