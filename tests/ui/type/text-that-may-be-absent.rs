// A type that is named like a string, but is an `Option`.
use voucher_core::RavelinEvent;

type String = Option<std::string::String>;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    voucher_code: String,
}

fn main() {}
