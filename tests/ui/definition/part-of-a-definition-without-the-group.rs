use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1")
)]
struct Ticket {
    #[ravelin(flatten)]
    contact: Contact,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/letter.json")]
struct Contact {
    email: Option<String>,
}

fn main() {}
