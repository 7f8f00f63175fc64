use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/payment.json")]
struct Payment {
    payment_method: Address,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/alternatives.json", object = "shipping[address]")]
struct Address {
    street: String,
}

fn main() {}
