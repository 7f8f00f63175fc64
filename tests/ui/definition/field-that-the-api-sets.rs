#![deny(deprecated)]

use voucher_core::{RavelinEvent, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Ticket {
    created: Timestamp,
}

fn main() {}
