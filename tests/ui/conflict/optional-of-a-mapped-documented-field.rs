use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", optional(customer_id))]
struct Check {
    customer_id: u64,
}

fn main() {}
