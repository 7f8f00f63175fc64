use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    prices: Vec<u64>,
}

fn main() {}
