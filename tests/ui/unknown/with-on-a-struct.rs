use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", with = u64::clone)]
struct Check {
    customer_id: u64,
}

fn main() {}
