use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/list-of-itself.json", field = "note")]
enum Note {
    Array(Vec<String>),
}

fn main() {}
