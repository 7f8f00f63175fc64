use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "order", timestamp = now)]
struct Order {
    order_id: u64,
    customer_id: u64,
}

fn main() {}
