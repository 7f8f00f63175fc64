use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1")
)]
struct Ticket {
    ticket_id: u64,
}

fn main() {}
