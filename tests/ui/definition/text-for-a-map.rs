use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    prices: Option<String>,
}

fn main() {}
