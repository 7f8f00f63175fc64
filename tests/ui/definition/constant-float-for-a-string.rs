use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(name = 2.5))]
struct Reading {}

fn main() {}
