use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/mistakes.json")]
struct Shop {
    note: String,
}

fn main() {
    Shop { note: String::new() }.to_json().unwrap();
}
