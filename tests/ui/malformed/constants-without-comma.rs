use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(depth = 1 threshold = 2))]
struct Check {
    customer_id: u64,
}

fn main() {}
