use voucher_core::RavelinFields;

struct Prices;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    prices: Prices,
}

fn main() {}
