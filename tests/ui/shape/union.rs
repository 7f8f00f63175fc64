use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
union Check {
    customer_id: u64,
}

fn main() {}
