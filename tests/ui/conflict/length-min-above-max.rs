use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(length(min = 9, max = 1))]
    voucher_code: String,
}

fn main() {}
