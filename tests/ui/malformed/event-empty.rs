use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "")]
struct Check {
    customer_id: u64,
}

fn main() {}
