use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(with = "u64::clone")]
    customer_id: u64,
}

fn main() {}
