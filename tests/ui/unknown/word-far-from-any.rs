use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(colour)]
    voucher_code: Option<String>,
}

fn main() {}
