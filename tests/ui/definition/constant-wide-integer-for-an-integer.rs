use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/reading.json", constant(whole = 18_446_744_073_709_551_615))]
struct Reading {}

fn main() {}
