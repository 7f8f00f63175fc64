use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/books.json", constant(shop = "s", limit = 1))]
struct Books {
    filter_tag: String,
}

fn main() {}
