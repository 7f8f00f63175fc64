use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/ticket.json")]
struct Ticket {
    #[ravelin(flatten)]
    contact: Contact,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ticket.json")]
struct Contact {
    email: String,
}

fn main() {}
