use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<'a> {
    customer_id: u64,
    depth: &'a f64,
}

fn main() {}
