use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/note.json")]
struct Note {
    #[ravelin(body)]
    text: String,
    #[ravelin(flatten)]
    money: Money,
}

#[derive(RavelinFields)]
#[ravelin(event = "voucher")]
struct Money {
    value: i64,
}

fn main() {}
