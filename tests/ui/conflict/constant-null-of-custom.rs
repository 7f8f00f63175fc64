use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(custom = null))]
struct Promo {
    voucher_code: String,
    value: i64,
    currency: String,
    creation_time: voucher_core::Timestamp,
}

fn main() {}
