use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum Method {}

fn main() {}
