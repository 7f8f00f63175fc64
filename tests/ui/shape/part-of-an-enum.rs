use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
enum Price {
    Free,
}

fn main() {}
