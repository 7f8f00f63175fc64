use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "sales")]
struct Sale {
    id: String,
}

fn main() {}
