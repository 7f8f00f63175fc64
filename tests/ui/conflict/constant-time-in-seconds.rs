use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(timestamp = 1512828988))]
struct Check {
    customer_id: u64,
}

fn main() {}
