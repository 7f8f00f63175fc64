use voucher_core::{RavelinFields, RavelinOneOf};

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum Method {
    Card(Card),
    PayPall(PayPal),
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[card]")]
struct Card {
    card_bin: String,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[paypal]")]
struct PayPal {
    email: String,
}

fn main() {}
