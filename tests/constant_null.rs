//! A constant `null` is sent wherever the definition allows `null`, whatever the kind.

use serde_json::{Value, json};
use voucher_core::{RavelinEvent, RavelinFields};
use voucher_definition::read;

const FILE: &str = include_str!("definitions/ticket.json");

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/ticket.json",
    constant(
        customer_id = "1",
        note = null,
        parent = null,
        seller = null,
        labels = null,
        matrix = null
    )
)]
struct Ticket {
    #[ravelin(flatten)]
    contact: Contact,
    r#box: Option<Crate>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/ticket.json", constant(email = "a@b.c"))]
struct Contact {}

#[derive(RavelinFields)]
#[ravelin(
    definition = "definitions/ticket.json",
    object = "ticket.box",
    constant(custom = null)
)]
struct Crate {}

#[test]
fn null_is_sent_for_every_kind() {
    let event = Ticket {
        contact: Contact {},
        r#box: Some(Crate {}),
    };
    event.validate().unwrap();
    let body: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
    let expected = json!({
        "note": null, "parent": null, "seller": null, "labels": null, "matrix": null,
        "email": "a@b.c", "box": { "custom": null },
    });
    assert_eq!(body, json!({ "customerId": "1", "ticket": expected }));
    let definition = read(FILE.as_bytes()).unwrap().leak();
    definition.check(&body).unwrap();
}

#[test]
fn the_schema_allows_only_null() {
    let schema: Value = serde_json::from_str(&Ticket::schema()).unwrap();
    let ticket = &schema["properties"]["ticket"];
    for name in ["note", "parent", "seller", "labels", "matrix"] {
        assert_eq!(ticket["properties"][name], json!({ "const": null }));
        assert!(
            ticket["required"]
                .as_array()
                .unwrap()
                .contains(&json!(name))
        );
    }
    let custom = &ticket["properties"]["box"]["properties"]["custom"];
    assert_eq!(custom, &json!({ "const": null }));
}
