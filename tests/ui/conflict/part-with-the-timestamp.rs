use voucher_core::{RavelinFields, Timestamp};

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Price {
    timestamp: Timestamp,
}

fn main() {}
