use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "/v2/voucher/check")]
struct Check {
    customer_id: u64,
}

fn main() {}
