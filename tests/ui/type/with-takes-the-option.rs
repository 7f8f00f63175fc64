use voucher_core::RavelinEvent;

fn halve(depth: &Option<u8>) -> u8 {
    depth.unwrap_or(0) / 2
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(with = halve)]
    depth: Option<u8>,
}

fn main() {}
