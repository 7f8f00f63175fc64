// A text by its name, and an `Option` by its meaning.
use voucher_core::RavelinEvent;

type String = Option<std::string::String>;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    voucher_code: String,
}

fn main() {}
