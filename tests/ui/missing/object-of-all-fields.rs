use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/tree.json")]
struct Changed {
    name: String,
    root: Category,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/tree.json")]
struct Category {
    id: i64,
    children: Vec<Category>,
}

fn main() {}
