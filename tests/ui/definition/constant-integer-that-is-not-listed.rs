use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c", priority = 4)
)]
struct Ticket {}

fn main() {}
