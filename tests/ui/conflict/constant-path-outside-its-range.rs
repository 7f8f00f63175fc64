use voucher_core::RavelinEvent;

const FAR: i64 = 99;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(depth = FAR))]
struct Check {
    customer_id: u64,
}

fn main() {}
