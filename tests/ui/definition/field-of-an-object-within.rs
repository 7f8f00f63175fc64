use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "v3/login")]
struct Login {
    timestamp: Timestamp,
    customer_id: u64,
    username: String,
    transport: String,
}

fn main() {}
