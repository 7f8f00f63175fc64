use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", check = "Check::valid")]
struct Check {
    customer_id: u64,
}

fn main() {}
