use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/trade.json")]
struct Trade {
    trade_id: u64,
    #[ravelin(extra = "shelf")]
    shelf: u8,
}

fn main() {}
