use voucher_core::RavelinEvent;

struct Short;

fn is_long(_: &String) -> Result<(), Short> {
    Err(Short)
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(check = is_long)]
    voucher_code: String,
}

fn main() {}
