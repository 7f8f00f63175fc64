use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"^[A-Z]{2}-[^\n]{1,300}$")]
    customer_id: String,
}

fn main() {}
