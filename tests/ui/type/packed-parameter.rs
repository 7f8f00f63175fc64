use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
#[repr(packed)]
struct Check<T> {
    customer_id: T,
    depth: u8,
}

fn main() {}
