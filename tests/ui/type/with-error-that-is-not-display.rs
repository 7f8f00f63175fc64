use voucher_core::RavelinEvent;

struct Odd;

fn halve(depth: &u8) -> Result<u8, Odd> {
    depth.checked_div(2).ok_or(Odd)
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(with = halve)]
    depth: u8,
}

fn main() {}
