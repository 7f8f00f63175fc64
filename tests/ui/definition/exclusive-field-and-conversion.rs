use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    card_id: u64,
    #[ravelin(with = yes)]
    cash: String,
}

fn yes(answer: &str) -> Result<bool, &'static str> {
    match answer {
        "yes" => Ok(true),
        _ => Err("not an answer"),
    }
}

fn main() {}
