use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"^[A-Z]\07$")]
    customer_id: String,
}

fn main() {}
