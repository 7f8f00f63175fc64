use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json", constant(shop = "s"))]
struct Books {
    limit: String,
}

fn main() {}
