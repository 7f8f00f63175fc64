use voucher_core::RavelinEvent;

struct CustomerId(u64);

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: CustomerId,
}

fn main() {}
