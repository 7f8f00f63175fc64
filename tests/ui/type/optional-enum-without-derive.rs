use voucher_core::RavelinEvent;

enum Reason {
    General,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    voucher_type: Option<Reason>,
}

fn main() {}
