use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher", constant(event_type = "created"))]
struct Price {
    value: i64,
}

fn main() {}
