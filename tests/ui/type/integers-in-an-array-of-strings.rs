use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/kinds.json")]
struct Kinds {
    texts: Option<Vec<u64>>,
}

fn main() {}
