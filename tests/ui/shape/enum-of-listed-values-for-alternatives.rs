use voucher_core::{RavelinEnum, RavelinEvent};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/payment.json")]
struct Paid {
    payment_method: Method,
}

#[derive(RavelinEnum)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum Method {
    Cash,
}

fn main() {}
