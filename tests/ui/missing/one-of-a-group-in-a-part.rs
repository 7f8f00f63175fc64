use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1")
)]
struct Ticket {
    #[ravelin(flatten)]
    id: Id,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ticket.json")]
struct Id {
    ticket_id: u64,
}

fn main() {}
