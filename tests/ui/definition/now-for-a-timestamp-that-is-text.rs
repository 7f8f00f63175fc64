use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json", timestamp = now)]
struct Trade {
    trade_id: u64,
}

fn main() {}
