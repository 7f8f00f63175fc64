use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ticket.json", object = "ticket.visit")]
struct Visit {
    place: Option<String>,
}

fn main() {}
