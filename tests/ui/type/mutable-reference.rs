use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check<'a> {
    customer_id: u64,
    voucher_code: &'a mut String,
}

fn main() {}
