use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin = "voucher"]
struct Check {
    customer_id: u64,
}

fn main() {}
