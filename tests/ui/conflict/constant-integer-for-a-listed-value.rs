use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(voucher_type = 3))]
struct Check {
    customer_id: u64,
}

fn main() {}
