use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<T> {
    customer_id: u64,
    voucher_code: T,
}

fn send(check: &Check<f64>) {
    take(check);
}

fn take(_: &impl RavelinEvent) {}

fn main() {}
