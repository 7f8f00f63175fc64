use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin("voucher/check")]
struct Check {
    customer_id: u64,
}

fn main() {}
