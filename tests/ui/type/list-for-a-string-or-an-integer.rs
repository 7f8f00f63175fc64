use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/payment.json")]
struct Payment {
    reference: Option<Vec<u8>>,
    payment_method: Card,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[card]")]
struct Card {
    card_bin: String,
}

fn main() {}
