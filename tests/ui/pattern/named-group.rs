use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = "^(?P<code>[A-Z]+)$")]
    customer_id: String,
}

fn main() {}
