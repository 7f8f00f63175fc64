use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(count = -5.5))]
struct Reading {}

fn main() {}
