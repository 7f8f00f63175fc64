use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/tree.json", object = "root")]
struct Category {
    id: i64,
    children: Option<Box<Category>>,
}

fn main() {}
