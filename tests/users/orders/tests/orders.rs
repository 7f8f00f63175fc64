//! The events of this crate are written as expected.

use orders::{Address, Colour, Gift, Line, Order};
use serde_json::{Value, json};
use voucher_core::{Currency, RavelinEvent, Rule};

fn line() -> Line<i64> {
    Line {
        sku: 12,
        price: 1_990,
        currency: Currency::GBP,
        weight: None,
        gift: None,
    }
}

fn order<L>(lines: &[L]) -> Order<'_, L, &'static str> {
    Order {
        number: 7,
        placed_at: Some(1_512_828_988),
        lines,
        billing: None,
        shipping: None,
        colour: Some(Colour::Dark),
        channel: None,
        tags: None,
        campaign: 3,
    }
}

fn sent(event: &impl RavelinEvent) -> Value {
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[test]
fn an_order_is_sent() {
    let home = Address {
        country: "GB",
        lines: Some(["73 Braganza St".to_owned()].into()),
    };
    let gift = Gift {
        wrapped: false,
        ribbon: Some("blue".into()),
    };
    let lines = [
        line(),
        Line {
            gift: Some(gift),
            ..line()
        },
    ];
    let order = Order {
        billing: Some(&home),
        shipping: Some(Box::new(home.clone())),
        tags: Some(vec!["new"]),
        ..order(&lines)
    };
    let address = json!({ "country": "GB", "lines": ["73 Braganza St"] });
    assert_eq!(
        sent(&order),
        json!({
            "number": "7",
            "placedAt": 1_512_828_988_000_i64,
            "lines": [
                { "sku": "12", "price": 1_990, "currency": "GBP" },
                { "sku": "12", "price": 1_990, "currency": "GBP",
                  "gift": { "wrapped": false, "custom": { "ribbon": "blue" } } },
            ],
            "billing": address,
            "shipping": address,
            "colour": "dark-red",
            "tags": ["new"],
            "custom": { "campaign": 3 },
        })
    );
    assert_eq!(<Order<'_, Line<i64>, &str>>::ENDPOINT.path(), "/v1/order");
}

/// `placedAt` is a time in the body, but not the event's timestamp.
#[test]
fn only_the_timestamp_is_a_field_of_the_event() {
    assert_eq!(order(&[line()]).prepare().unwrap().timestamp(), None);
}

/// The same type is used for two fields, and a violation has the pointer of the right one.
#[test]
fn a_violation_contains_the_pointer_of_the_object() {
    let wrong = Address {
        country: "GBR",
        lines: None,
    };
    let lines = [line()];
    let order = Order {
        billing: Some(&wrong),
        shipping: Some(Box::new(wrong.clone())),
        ..order(&lines)
    };
    let violations = order.validate().unwrap_err();
    let violations: Vec<_> = violations
        .iter()
        .map(|violation| (violation.pointer(), violation.field(), violation.rule()))
        .collect();
    assert_eq!(
        violations,
        [
            ("/billing/country", Some("Address.country"), Rule::Length),
            ("/shipping/country", Some("Address.country"), Rule::Length),
        ]
    );
    let violations = order_without_lines().validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "/lines (Order.lines): expected at least 1 element, found 0"
    );
}

fn order_without_lines() -> Order<'static, Line<i64>, &'static str> {
    order(&[])
}
