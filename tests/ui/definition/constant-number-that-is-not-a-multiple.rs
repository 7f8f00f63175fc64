use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(price = 19.905))]
struct Reading {}

fn main() {}
