use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/alternatives.json", object = "contact")]
struct Contact {
    name: String,
}

fn main() {}
