use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Promo {
    code: String,
    amount: f64,
    currency: String,
    created_at: String,
    expires_at: Option<i64>,
}

fn main() {}
