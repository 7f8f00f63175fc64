use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
#[repr(C, packed(2))]
struct Check {
    customer_id: u64,
    voucher_code: Option<String>,
}

fn main() {}
