use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/malformed.json")]
struct Shop {
    note: String,
}

fn main() {}
