use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", check = Check::is_whole)]
struct Check {
    customer_id: u64,
}

fn main() {}
