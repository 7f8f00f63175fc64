use voucher_core::RavelinEvent;

fn is_long(code: &String) -> bool {
    code.len() > 8
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(check = is_long)]
    voucher_code: String,
}

fn main() {}
