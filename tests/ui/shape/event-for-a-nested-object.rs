use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/tree.json")]
struct Changed {
    name: String,
    root: Category,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/tree.json", object = "root")]
struct Category {
    id: i64,
}

fn main() {}
