use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/note.json")]
struct Note {
    #[ravelin(body)]
    text: String,
    #[ravelin(rename = "?limit")]
    limit: u8,
}

fn main() {}
