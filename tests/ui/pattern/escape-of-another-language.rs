use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"^[A-Z]+\h[0-9]+$")]
    customer_id: String,
}

fn main() {}
