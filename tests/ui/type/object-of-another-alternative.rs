use voucher_core::{RavelinFields, RavelinOneOf};

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum Method {
    Card(PayPal),
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[paypal]")]
struct PayPal {
    email: String,
}

fn main() {}
