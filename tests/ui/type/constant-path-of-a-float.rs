use voucher_core::RavelinEvent;

const DEEP: f64 = 3.0;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(depth = DEEP))]
struct Check {
    customer_id: u64,
}

fn main() {}
