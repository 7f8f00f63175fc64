// A type that has the name of one that fits, and is no text.
use voucher_core::RavelinEvent;

struct String(u8);

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    voucher_code: String,
}

fn main() {}
