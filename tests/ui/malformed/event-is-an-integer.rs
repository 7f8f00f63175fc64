use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = 3)]
struct Check {
    customer_id: u64,
}

fn main() {}
