use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/anything.json")]
struct Note {
    content: Content,
}

struct Content;

fn main() {}
