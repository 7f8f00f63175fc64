use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"\A[A-Z]+\z")]
    customer_id: String,
}

fn main() {}
