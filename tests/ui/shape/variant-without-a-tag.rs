use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum Method {
    #[ravelin(rename = "3")]
    Invoice,
}

fn main() {}
