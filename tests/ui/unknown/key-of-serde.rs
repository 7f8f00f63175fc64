use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", rename_all = "camelCase")]
struct Check {
    customer_id: u64,
}

fn main() {}
