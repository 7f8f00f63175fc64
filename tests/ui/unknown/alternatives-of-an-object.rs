use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/alternatives.json", field = "order")]
enum Method {
    Card(String),
}

fn main() {}
