use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<T: AsRef<str>> {
    customer_id: u64,
    depth: T,
}

fn send(check: &Check<String>) -> bool {
    check.to_json().is_ok()
}

fn main() {}
