use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(evnt = "voucher/check")]
struct Check {
    customer_id: u64,
}

fn main() {}
