use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(threshold = 9223372036854775808))]
struct Check {
    customer_id: u64,
}

fn main() {}
