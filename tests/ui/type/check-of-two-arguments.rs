use voucher_core::RavelinEvent;

fn is_long(_: &String, _: u8) -> Result<(), &'static str> {
    Ok(())
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(check = is_long)]
    voucher_code: String,
}

fn main() {}
