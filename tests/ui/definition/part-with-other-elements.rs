use voucher_core::{RavelinEvent, RavelinFields};

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/return.json")]
struct Returned {
    tags: Vec<String>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(flatten)]
    returned: Returned,
}

fn main() {}
