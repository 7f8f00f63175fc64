use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    #[ravelin(with = digits)]
    card_id: u64,
    cash: Option<bool>,
}

fn digits(number: &str) -> String {
    number.replace(' ', "")
}

fn main() {}
