use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[paypal]")]
struct PayPal {
    method_type: u8,
    email: String,
}

fn main() {}
