use voucher_core::RavelinEvent;

const HALF: u8 = 5;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(with = HALF)]
    depth: u8,
}

fn main() {}
