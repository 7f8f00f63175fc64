use voucher_core::RavelinEvent;

const FEW: i64 = -6;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(count = FEW))]
struct Reading {}

fn main() {}
