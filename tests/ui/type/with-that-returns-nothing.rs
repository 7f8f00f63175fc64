use voucher_core::RavelinEvent;

fn halve(_: &u8) {}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(with = halve)]
    depth: u8,
}

fn main() {}
