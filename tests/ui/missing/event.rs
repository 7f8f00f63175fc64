use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
struct Check {
    customer_id: u64,
}

fn main() {}
