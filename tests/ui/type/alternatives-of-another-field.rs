use voucher_core::{RavelinEvent, RavelinOneOf};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/payment.json")]
struct Payment {
    payment_method: Device,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "device")]
enum Device {
    String(String),
}

fn main() {}
