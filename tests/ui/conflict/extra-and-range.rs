use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    customer_id: u64,
    #[ravelin(extra = "hops", range(max = 4))]
    hops: u8,
}

fn main() {}
