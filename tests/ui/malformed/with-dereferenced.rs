use voucher_core::RavelinEvent;

fn halve(depth: u8) -> u8 {
    depth / 2
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(with = *halve)]
    depth: u8,
}

fn main() {}
