use voucher_core::{RavelinEnum, RavelinEvent};

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "channel")]
enum Channel {
    Chat,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c")
)]
struct Ticket {
    priority: Channel,
}

fn main() {}
