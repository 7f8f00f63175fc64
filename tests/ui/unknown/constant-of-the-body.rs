use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/notice.json", constant(body = "now"))]
struct Notice {}

fn main() {}
