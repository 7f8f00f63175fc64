#![deny(deprecated)]

use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", relax(depth))]
struct Check {
    customer_id: u64,
    depth: u64,
}

fn main() {}
