use voucher_core::RavelinEvent;

fn is_long(code: &String) -> Option<()> {
    (code.len() > 8).then_some(())
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(check = is_long)]
    voucher_code: String,
}

fn main() {}
