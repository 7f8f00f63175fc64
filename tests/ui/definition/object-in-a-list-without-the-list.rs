use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "buyer")]
struct Buyer {
    name: String,
}

fn main() {}
