use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check")]
struct Check {
    #[ravelin(pattern = r"^\p{L}+$", length(max = 0))]
    customer_id: u64,
    #[ravelin(pattern = "^[0-9]+$")]
    depth: u8,
    #[ravelin(rename = "voucherCod", pattern = "^(A")]
    code: String,
}

fn main() {}
