use std::collections::BTreeMap;
use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/shelf.json")]
struct Shelf {
    labels: BTreeMap<String, Vec<u8>>,
}

fn main() {}
