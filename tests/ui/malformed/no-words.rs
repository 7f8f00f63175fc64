use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin()]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
}

fn main() {}
