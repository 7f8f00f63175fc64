use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", check = valid)]
struct Check {
    customer_id: u64,
}

fn valid() -> Result<(), &'static str> {
    Ok(())
}

fn main() {}
