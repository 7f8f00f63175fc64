use voucher_core::RavelinEvent;

fn add(one: &u8, other: &u8) -> u8 {
    one + other
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(with = add)]
    depth: u8,
}

fn main() {}
