use voucher_core::RavelinOneOf;

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/list-of-itself.json", field = "note")]
enum Note {
    String(String),
    Array(Vec<Other>),
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/rates.json", field = "code")]
enum Other {
    String(String),
}

fn main() {}
