use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/note.json")]
struct Note {
    #[ravelin(body)]
    text: String,
    #[ravelin(extra = "page")]
    page: u8,
}

fn main() {}
