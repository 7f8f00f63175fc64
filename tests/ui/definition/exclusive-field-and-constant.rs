use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json", constant(cash = true))]
struct Trade {
    card_id: u64,
}

fn main() {}
