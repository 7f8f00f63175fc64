use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = "^[A-Z]{,3}$")]
    customer_id: String,
}

fn main() {}
