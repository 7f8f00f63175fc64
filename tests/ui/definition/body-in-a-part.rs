use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[]")]
struct Sale {
    #[ravelin(body)]
    id: String,
}

fn main() {}
