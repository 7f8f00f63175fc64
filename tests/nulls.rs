//! `null` is sent where the definition allows it and the type says so, and nowhere else.

#![allow(clippy::option_option)] // distinguishes `null` from an omitted field

use serde_json::{Value, json};
use std::collections::BTreeMap;
use voucher_core::{RavelinEvent, RavelinFields};

fn body(event: &impl RavelinEvent) -> Value {
    event.validate().unwrap();
    let mut body: Value = serde_json::from_str(&event.to_json().unwrap()).unwrap();
    for name in ["shelf", "prices"] {
        body.as_object_mut().unwrap().remove(name);
    }
    body
}

type Prices = BTreeMap<&'static str, u8>;

fn prices() -> Prices {
    BTreeMap::from([("a", 1)])
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Plain {
    shelf: u8,
    prices: Prices,
    note: Option<String>,
    hint: Option<Option<String>>,
}

#[test]
fn none_is_null_if_the_field_is_required_and_omitted_otherwise() {
    let plain = |note: Option<&str>, hint: Option<Option<&str>>| {
        body(&Plain {
            shelf: 1,
            prices: prices(),
            note: note.map(String::from),
            hint: hint.map(|hint| hint.map(String::from)),
        })
    };
    assert_eq!(plain(None, None), json!({ "note": null }));
    assert_eq!(
        plain(Some("a"), Some(None)),
        json!({ "note": "a", "hint": null })
    );
    assert_eq!(
        plain(None, Some(Some("b"))),
        json!({ "note": null, "hint": "b" })
    );
}

#[test]
fn the_schema_allows_null_exactly_where_it_is_sent() {
    let schema = |schema: String| {
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let may_be_null =
            |name: &str| schema["properties"][name]["anyOf"][1] == json!({ "type": "null" });
        (
            may_be_null("note"),
            may_be_null("hint"),
            schema["required"]
                .as_array()
                .unwrap()
                .contains(&json!("note")),
        )
    };
    assert_eq!(schema(Plain::schema()), (true, true, true));
    assert_eq!(schema(Present::schema()), (false, false, true));
    assert_eq!(schema(Required::schema()), (false, false, true));
    assert_eq!(schema(Converted::schema()), (true, true, true));
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Present {
    shelf: u8,
    prices: Prices,
    note: &'static str,
    hint: Option<&'static str>,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Required {
    shelf: u8,
    prices: Prices,
    #[ravelin(required)]
    note: Option<&'static str>,
}

#[test]
fn required_makes_none_a_violation() {
    let required = Required {
        shelf: 1,
        prices: prices(),
        note: None,
    };
    let expected = "/note (Required.note): required, but missing";
    assert_eq!(required.validate().unwrap_err().to_string(), expected);
    let present = Present {
        shelf: 1,
        prices: prices(),
        note: "a",
        hint: None,
    };
    assert_eq!(body(&present), json!({ "note": "a" }));
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Converted {
    shelf: u8,
    prices: Prices,
    #[ravelin(with = digits)]
    note: Option<u8>,
    #[ravelin(with = Some)]
    hint: Option<Option<&'static str>>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // conversions take references
fn digits(number: &u8) -> Option<String> {
    (*number > 0).then(|| number.to_string())
}

#[test]
fn conversions_may_return_none() {
    let converted = |note, hint| {
        body(&Converted {
            shelf: 1,
            prices: prices(),
            note,
            hint,
        })
    };
    assert_eq!(converted(None, None), json!({ "note": null }));
    assert_eq!(
        converted(Some(0), Some(None)),
        json!({ "note": null, "hint": null })
    );
    assert_eq!(
        converted(Some(1), Some(Some("a"))),
        json!({ "note": "1", "hint": "a" })
    );
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Generic<T, U> {
    shelf: u8,
    prices: Prices,
    note: Option<T>,
    hint: Box<Option<Option<U>>>,
}

#[derive(RavelinFields)]
#[ravelin(definition = "definitions/stock.json")]
struct Notes {
    note: Option<&'static str>,
    hint: Option<Option<&'static str>>,
}

#[test]
fn type_parameters_and_boxes_may_be_none() {
    let generic = |note: Option<&'static str>, hint: Option<Option<String>>| {
        body(&Generic {
            shelf: 1,
            prices: prices(),
            note,
            hint: Box::new(hint),
        })
    };
    assert_eq!(generic(None, None), json!({ "note": null }));
    assert_eq!(
        generic(Some("a"), Some(None)),
        json!({ "note": "a", "hint": null })
    );
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/stock.json")]
struct Flattened {
    shelf: u8,
    prices: Prices,
    #[ravelin(flatten)]
    notes: Notes,
}

#[test]
fn parts_send_null_too() {
    let flattened = |note, hint| {
        body(&Flattened {
            shelf: 1,
            prices: prices(),
            notes: Notes { note, hint },
        })
    };
    assert_eq!(flattened(None, None), json!({ "note": null }));
    assert_eq!(
        flattened(None, Some(None)),
        json!({ "note": null, "hint": null })
    );
}
