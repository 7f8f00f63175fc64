use voucher_core::RavelinEvent;

const DEEP: u8 = 3;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(depth = DEEP))]
struct Check {
    customer_id: u64,
}

fn main() {}
