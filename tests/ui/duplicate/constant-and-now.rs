use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", timestamp = now, constant(timestamp = 1512828988826))]
struct Check {
    customer_id: u64,
}

fn main() {}
