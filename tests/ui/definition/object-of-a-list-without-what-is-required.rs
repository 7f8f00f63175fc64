use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/batch.json", object = "[]")]
struct Sale {
    price: i64,
}

fn main() {}
