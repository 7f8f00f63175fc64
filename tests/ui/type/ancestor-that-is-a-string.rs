use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/tree.json", object = "root")]
struct Category {
    id: i64,
    parent: Option<String>,
}

fn main() {}
