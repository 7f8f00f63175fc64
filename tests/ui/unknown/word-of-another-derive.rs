use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(skip_serializing_if = "Option::is_none")]
    voucher_code: Option<String>,
}

fn main() {}
