use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<T> {
    customer_id: u64,
    #[ravelin(rename = "voucherCode")]
    codes: Vec<T>,
}

fn send(check: &Check<String>) -> bool {
    check.to_json().is_ok()
}

fn main() {}
