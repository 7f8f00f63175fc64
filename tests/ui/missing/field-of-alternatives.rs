use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json")]
enum Method {
    Cash,
}

fn main() {}
