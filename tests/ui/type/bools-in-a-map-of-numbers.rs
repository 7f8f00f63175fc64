use std::collections::BTreeMap;
use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shelf.json")]
struct Shelf {
    weights: BTreeMap<String, bool>,
}

fn main() {}
