use voucher_core::{RavelinEnum, RavelinEvent};

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/ticket.json", field = "priority")]
enum Priority {
    #[ravelin(value = 1)]
    Low,
    #[ravelin(value = 3)]
    High,
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(customer_id = "1", email = "a@b.c", score = Priority::Low)
)]
struct Ticket {}

fn main() {
    let _ = Priority::High;
}
