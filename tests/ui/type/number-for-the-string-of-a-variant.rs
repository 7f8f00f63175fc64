use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "device")]
enum Method {
    String(u8),
}

fn main() {}
