use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shelf.json")]
struct Shelf {
    codes: Vec<f64>,
}

fn main() {}
