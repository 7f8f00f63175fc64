use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/list-of-itself.json", field = "note")]
enum Note {
    String(String),
    Array(Vec<Note>),
}

fn main() {}
