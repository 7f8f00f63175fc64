use voucher_core::{RavelinFields, RavelinOneOf};

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum Method {
    PayPal(#[ravelin(rename = "paypal")] Wallet),
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[paypal]")]
struct Wallet {
    email: String,
}

fn main() {}
