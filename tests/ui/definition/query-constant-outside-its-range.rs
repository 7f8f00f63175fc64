use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json", constant(shop = "s", limit = 101))]
struct Books {
}

fn main() {}
