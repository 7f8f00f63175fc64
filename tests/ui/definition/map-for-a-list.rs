use std::collections::BTreeMap;
use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    tags: BTreeMap<u8, String>,
}

fn main() {}
