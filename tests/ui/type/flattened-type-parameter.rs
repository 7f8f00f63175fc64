use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<T> {
    customer_id: u64,
    #[ravelin(flatten)]
    more: T,
}

fn main() {}
