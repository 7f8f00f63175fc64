use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", crate)]
struct Check {
    customer_id: u64,
}

fn main() {}
