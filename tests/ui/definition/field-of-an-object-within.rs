use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "order")]
struct Order {
    timestamp: Timestamp,
    customer_id: u64,
    order_id: u64,
    quantity: u8,
}

fn main() {}
