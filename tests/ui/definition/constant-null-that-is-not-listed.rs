use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c", priority = null)
)]
struct Ticket {}

fn main() {}
