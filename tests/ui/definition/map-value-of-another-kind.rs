use std::collections::HashMap;
use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    prices: HashMap<String, f64>,
}

fn main() {}
