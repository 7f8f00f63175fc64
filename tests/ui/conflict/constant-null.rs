use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(
    event = "voucher/check",
    constant(customer_id = "1", voucher_code = null)
)]
struct Check {}

fn main() {}
