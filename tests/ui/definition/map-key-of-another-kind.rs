use std::collections::BTreeMap;
use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    prices: BTreeMap<char, u64>,
}

fn main() {}
