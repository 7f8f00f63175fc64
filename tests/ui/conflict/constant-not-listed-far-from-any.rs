use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(voucher_type = "EMPLOYEE"))]
struct Check {
    customer_id: u64,
}

fn main() {}
