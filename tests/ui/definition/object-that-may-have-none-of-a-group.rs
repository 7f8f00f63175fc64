use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ticket.json", object = "ticket.gift")]
struct Gift {
    sku: Option<String>,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Ticket {
    bill: Gift,
}

fn main() {}
