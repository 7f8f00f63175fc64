use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(event = "voucher/check")]
struct Price {
    depth: u8,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(flatten)]
    more: Vec<Price>,
}

fn main() {}
