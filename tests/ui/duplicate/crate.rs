use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", crate = voucher_core, crate = voucher_core)]
struct Check {
    customer_id: u64,
}

fn main() {}
