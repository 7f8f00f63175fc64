use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"^[\w-.]{1,10}$")]
    customer_id: String,
}

fn main() {}
