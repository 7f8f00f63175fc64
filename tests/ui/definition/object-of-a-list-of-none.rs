use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/note.json", object = "[]")]
struct Text {
    value: i64,
}

fn main() {}
