use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/batch.json")]
struct Batch {
    #[ravelin(body)]
    sales: Vec<Buyer>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[].buyer")]
struct Buyer {
    name: String,
}

fn main() {}
