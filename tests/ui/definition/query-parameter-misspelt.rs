use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json", constant(shop = "s"))]
struct Books {
    #[ravelin(rename = "?limt")]
    max: u8,
}

fn main() {}
