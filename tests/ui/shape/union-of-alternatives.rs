use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
union Method {
    card: u8,
}

fn main() {}
