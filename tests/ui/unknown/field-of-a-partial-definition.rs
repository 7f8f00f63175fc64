use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "dispute")]
struct Dispute {
    timestamp: Timestamp,
    dispute_id: String,
}

fn main() {}
