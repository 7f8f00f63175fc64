//! Any JSON value: every `Serialize` is accepted, and written as `serde_json` writes it.

use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use voucher_core::{RavelinEvent, Rule};
use voucher_definition::read;

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/anything.json")]
struct Note<T: Serialize> {
    content: T,
    extra: Option<&'static str>,
    list: Vec<Value>,
    map: BTreeMap<u8, Option<f64>>,
}

fn note<T: Serialize>(content: T) -> Note<T> {
    Note {
        content,
        extra: None,
        list: vec![json!(1), json!(null), json!({"a": [2]})],
        map: BTreeMap::from([(1, Some(0.5)), (2, None)]),
    }
}

fn body(note: &Note<impl Serialize>) -> Value {
    let body = serde_json::from_str(&note.to_json().unwrap()).unwrap();
    let definition = read(include_bytes!("definitions/anything.json"))
        .unwrap()
        .leak();
    assert!(definition.check(&body).is_ok());
    body
}

#[test]
fn each_value_is_written_as_serde_json_writes_it() {
    for content in [
        json!("a"),
        json!(null),
        json!([{"b": "c"}, 1.5, true]),
        json!({}),
    ] {
        let expected = json!({
            "content": content, "list": [1, null, {"a": [2]}], "map": {"1": 0.5, "2": null},
        });
        assert_eq!(body(&note(content)), expected);
    }
}

#[test]
fn none_is_null_if_the_field_is_required_and_omitted_otherwise() {
    let body = body(&note(None::<u8>));
    assert_eq!(body["content"], Value::Null);
    assert!(body.get("content").is_some() && body.get("extra").is_none());
}

#[test]
fn equal_elements_and_values_that_json_cannot_represent_are_violations() {
    let mut wrong = note(f64::NAN);
    wrong.list.push(json!({"a": [2.0]}));
    let violations = wrong.to_json().unwrap_err();
    let found: Vec<_> = violations
        .iter()
        .map(|one| (one.pointer(), one.rule()))
        .collect();
    assert_eq!(
        found,
        [("/content", Rule::Object), ("/list/3", Rule::Items)]
    );
}
