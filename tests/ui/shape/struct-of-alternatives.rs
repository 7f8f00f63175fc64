use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
struct Method {
    card: String,
}

fn main() {}
