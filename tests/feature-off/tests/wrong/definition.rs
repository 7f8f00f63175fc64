use voucher_core::{RavelinEnum, RavelinEvent};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/order.json")]
struct Order {
    number: u64,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/order.json", field = "colour")]
enum Colour {
    Red,
}

fn main() {
    Order { number: 1 }.to_json().unwrap();
}
