use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(unix = "s", unx = "ms")]
    timestamp: i64,
}

fn main() {}
