use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(event = "paymentmethod/voucher")]
struct Price {
    success: String,
}

fn main() {}
