use voucher_core::RavelinEvent;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/payment.json")]
struct Payment {
    payment_method: Card,
}

struct Card {
    card_bin: String,
}

fn main() {}
