use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", range(max = 5))]
struct Check {
    customer_id: u64,
}

fn main() {}
