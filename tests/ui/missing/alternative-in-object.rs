use voucher_core::RavelinFields;

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod")]
struct Card {
    card_bin: String,
}

fn main() {}
