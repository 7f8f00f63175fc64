use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[].buyr")]
struct Buyer {
    name: String,
}

fn main() {}
