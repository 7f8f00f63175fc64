use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/worth.json", relax(worth))]
struct Worth {
    worth: u64,
}

fn main() {}
