use voucher_core::RavelinEvent;

const ALL: f64 = 1.0;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(ratio = ALL))]
struct Reading {}

fn main() {}
