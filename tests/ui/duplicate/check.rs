use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", check = valid, check = valid)]
struct Check {
    customer_id: u64,
}

fn valid(_: &Check) -> Result<(), &'static str> {
    Ok(())
}

fn main() {}
