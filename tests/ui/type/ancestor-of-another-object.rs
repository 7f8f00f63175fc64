use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/tree.json", object = "root")]
struct Category {
    id: i64,
    parent: Option<Box<Person>>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/tree.json", object = "owner")]
struct Person {}

fn main() {}
