use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "dispute")]
struct Dispute {
    timestamp: Timestamp,
    disputed_time: i64,
}

fn main() {}
