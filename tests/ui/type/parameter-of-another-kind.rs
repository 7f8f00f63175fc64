use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<T: AsRef<str>> {
    customer_id: u64,
    depth: T,
}

// A primitive type: rustc would quote the source of `String` wherever the component `rust-src` is installed.
fn send(check: &Check<&str>) -> bool {
    check.to_json().is_ok()
}

fn main() {}
