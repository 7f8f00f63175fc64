use voucher_core::{RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(event = "voucher", timestamp = now, constant(currency = "GBB"))]
struct Price {
    value: f64,
    #[ravelin(rename = "refferalValue")]
    reward: i64,
    timestamp: Timestamp,
}

fn main() {}
