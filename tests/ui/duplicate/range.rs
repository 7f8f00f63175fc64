use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(range(min = 3), range(max = 4))]
    depth: u8,
}

fn main() {}
