use voucher_core::RavelinEvent;

const CODE: &str = "^[A-Z]+$";

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = CODE)]
    customer_id: String,
}

fn main() {}
