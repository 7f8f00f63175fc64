#![deny(deprecated)]

use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/removal.json")]
struct Removal {
    id: String,
}

fn main() {}
