use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[card]")]
struct Card {
    method_type: &'static str,
    card_bin: String,
}

fn main() {}
