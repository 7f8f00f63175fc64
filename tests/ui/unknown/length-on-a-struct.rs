use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", length(max = 40))]
struct Check {
    customer_id: u64,
}

fn main() {}
