use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(customer_id = true))]
struct Check {
    depth: u8,
}

fn main() {}
