use voucher_core::RavelinEvent;

const HALF: f64 = 0.5;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(whole = HALF))]
struct Reading {}

fn main() {}
