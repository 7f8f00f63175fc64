// A type that has the name of a string type, but is not a string.
use voucher_core::RavelinEvent;

struct String(u8);

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    voucher_code: String,
}

fn main() {}
