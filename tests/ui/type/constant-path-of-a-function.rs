use voucher_core::RavelinEvent;

const fn deep() -> i64 {
    3
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(depth = deep))]
struct Check {
    customer_id: u64,
}

fn main() {}
