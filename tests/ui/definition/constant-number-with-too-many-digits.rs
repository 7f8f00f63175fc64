use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(fallback = 0.12345678901234567890123456789012345))]
struct Reading {}

fn main() {}
