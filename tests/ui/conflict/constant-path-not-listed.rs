use voucher_core::RavelinEvent;

const OURS: &str = "STAFF";

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(voucher_type = OURS))]
struct Check {
    customer_id: u64,
}

fn main() {}
