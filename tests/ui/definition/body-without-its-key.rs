use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/note.json")]
struct Note {
    text: String,
}

fn main() {}
