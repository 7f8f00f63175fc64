use voucher_core::RavelinEvent;

static CODE: String = String::new();

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", constant(voucher_code = CODE))]
struct Check {
    customer_id: u64,
}

fn main() {}
