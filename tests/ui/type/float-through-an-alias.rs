use voucher_core::RavelinEvent;

type Depth = f64;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    depth: Depth,
}

fn main() {}
