use std::collections::BTreeMap;
use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    prices: BTreeMap<String, Option<u64>>,
}

fn main() {}
