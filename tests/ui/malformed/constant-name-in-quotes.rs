use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant("depth" = 3))]
struct Check {
    customer_id: u64,
}

fn main() {}
