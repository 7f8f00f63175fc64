use voucher_core::{RavelinFields, RavelinOneOf};

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethd")]
enum Method {
    Card(Card),
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[card]")]
struct Card {
    card_bin: String,
}

fn main() {}
