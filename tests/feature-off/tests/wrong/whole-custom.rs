use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(value = 1, currency = "GBP", creation_time = 1_512_828_988_826))]
struct Promo {
    voucher_code: &'static str,
    custom: std::collections::BTreeMap<String, String>,
}

fn main() {}
