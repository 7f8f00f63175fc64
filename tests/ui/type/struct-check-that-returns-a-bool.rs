use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", check = Check::valid)]
struct Check {
    customer_id: u64,
}

impl Check {
    fn valid(&self) -> bool {
        self.customer_id > 0
    }
}

fn main() {}
