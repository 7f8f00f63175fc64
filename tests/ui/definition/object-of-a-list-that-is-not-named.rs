use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json")]
struct Sale {
    id: String,
}

fn main() {}
