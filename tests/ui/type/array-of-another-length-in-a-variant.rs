use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "device")]
enum Method {
    Array([String; 0]),
}

fn main() {}
