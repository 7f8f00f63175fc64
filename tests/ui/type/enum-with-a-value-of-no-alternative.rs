use voucher_core::{RavelinEnum, RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/alternatives.json", timestamp = now)]
struct Sale {
    contact: String,
    status: Scheme,
    payment_method: Card,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/alternatives.json", object = "order.paymentMethod[card]")]
struct Card {
    number: String,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/alternatives.json", field = "order.paymentMethod[card].scheme")]
enum Scheme {
    Visa,
}

fn main() {}
