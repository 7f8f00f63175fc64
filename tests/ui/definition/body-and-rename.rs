use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/note.json")]
struct Note {
    #[ravelin(body, rename = "text")]
    text: String,
}

fn main() {}
