use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, constant(value = 1, currency = "GBP", creation_time = 1_512_828_988_826))]
struct Promo {
    #[ravelin(pattern = "^[A-Z]+$")]
    voucher_code: &'static str,
}

fn main() {}
