use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Stock {
    hint: Option<Option<Option<String>>>,
}

fn main() {}
