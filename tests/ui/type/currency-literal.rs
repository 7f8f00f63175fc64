use voucher_core::Currency;

const OURS: Currency = Currency::literal("GBB");

fn main() {
    let _ = OURS;
}
