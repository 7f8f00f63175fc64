use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Tax {
    value: i64,
}

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    #[ravelin(flatten)]
    tax: Tax,
}

fn main() {}
