use voucher_core::{RavelinEvent, RavelinFields, RavelinOneOf};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/payment.json")]
struct Payment {
    reference: u64, // an integer, though the API also accepts a string
    payment_method: PaymentMethod,
}

#[derive(RavelinOneOf)]
#[ravelin(definition = "definitions/payment.json", field = "paymentMethod")]
enum PaymentMethod {
    Card(Card),
    #[ravelin(rename = "paypal")]
    Wallet(PayPal),
    Cash,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[card]")]
struct Card {
    card_bin: String, // `methodType` is always `card` here, so the derive writes it
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/payment.json", object = "paymentMethod[paypal]")]
struct PayPal {
    email: String,
}

fn main() {
    let payment = Payment {
        reference: 7,
        payment_method: PaymentMethod::Card(Card {
            card_bin: "424242".into(),
        }),
    };
    let json = r#"{"reference":7,"paymentMethod":{"methodType":"card","cardBin":"424242"}}"#;
    assert_eq!(payment.to_json().unwrap(), json);
    for (payment_method, json) in [
        (
            PaymentMethod::Wallet(PayPal {
                email: "ada@example.com".into(),
            }),
            r#"{"reference":7,"paymentMethod":{"methodType":"paypal","email":"ada@example.com"}}"#,
        ),
        (
            PaymentMethod::Cash,
            r#"{"reference":7,"paymentMethod":{"methodType":"cash"}}"#,
        ),
    ] {
        let payment = Payment {
            payment_method,
            ..payment
        };
        assert_eq!(payment.to_json().unwrap(), json);
    }
}
