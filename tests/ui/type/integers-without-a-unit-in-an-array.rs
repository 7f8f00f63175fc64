use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/kinds.json")]
struct Kinds {
    date_times: Vec<u64>,
}

fn main() {}
