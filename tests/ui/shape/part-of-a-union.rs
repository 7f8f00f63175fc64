use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
union Price {
    value: i64,
}

fn main() {}
