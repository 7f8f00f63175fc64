use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ticket.json", object = "ticket.lines")]
struct Line {}

fn main() {}
