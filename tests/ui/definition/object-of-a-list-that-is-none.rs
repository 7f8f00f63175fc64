use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher", object = "[]")]
struct Voucher {
    value: i64,
}

fn main() {}
