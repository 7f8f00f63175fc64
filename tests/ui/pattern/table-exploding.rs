use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = "(a|b)*a(a|b){30}")]
    customer_id: String,
}

fn main() {}
