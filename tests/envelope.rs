//! Definition files can describe other envelopes than the built-in ones: no entity, no timestamp, path parameters.

use serde_json::{Value, json};
use voucher_core::{RavelinEvent, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/labels.json", constant(review = "CONFIRMED"))]
struct Label<'l> {
    #[ravelin(rename = ":id")]
    supplier: &'l str,
    #[ravelin(rename = ":type")]
    kind: &'l str,
    id: Option<String>,
    #[ravelin(unix = "s")]
    sent_at: Option<i64>,
}

const LABEL: Label<'static> = Label {
    supplier: "sup/1 \u{e9}",
    kind: "a b/c",
    id: None,
    sent_at: Some(1_512_828_988),
};

#[test]
fn a_path_parameter_is_percent_encoded_and_not_in_the_body() {
    let prepared = LABEL.prepare().unwrap();
    assert_eq!(Label::ENDPOINT.path(), "/v3/supplier/:id/labels/:type");
    assert_eq!(prepared.endpoint(), &Label::ENDPOINT);
    assert_eq!(
        prepared.path(),
        "/v3/supplier/sup%2F1%20%C3%A9/labels/a%20b%2Fc"
    );
    let body: Value = serde_json::from_str(prepared.body()).unwrap();
    assert_eq!(
        body,
        json!({ "review": "CONFIRMED", "sentAt": 1_512_828_988_000_i64 })
    );
    assert_eq!(LABEL.to_json().unwrap(), prepared.body());
}

#[test]
fn a_property_can_have_the_name_of_a_path_parameter() {
    let label = Label {
        id: Some("body".into()),
        ..LABEL
    };
    let prepared = label.prepare().unwrap();
    assert!(prepared.path().starts_with("/v3/supplier/sup%2F1"));
    assert!(
        prepared.body().contains(r#""id":"body""#),
        "{}",
        prepared.body()
    );
}

#[test]
fn an_event_without_a_timestamp_field_has_no_timestamp() {
    assert_eq!(LABEL.prepare().unwrap().timestamp(), None);
    let now = Timestamp::from_secs(1_512_828_988).unwrap();
    assert_eq!(LABEL.prepare_at(now).unwrap().timestamp(), None);
}

#[test]
fn an_invalid_path_parameter_is_a_violation() {
    for (supplier, rule) in [
        ("", Rule::Length),
        (".", Rule::Pattern),
        ("..", Rule::Pattern),
    ] {
        let label = Label { supplier, ..LABEL };
        let violations = label.prepare().unwrap_err();
        assert_eq!(violations.len(), 1);
        assert_eq!(violations.first().rule(), rule);
        assert_eq!(violations.first().pointer(), "/:id");
        assert_eq!(violations.first().field(), Some("Label.supplier"));
        assert_eq!(label.validate(), Err(violations));
    }
    let label = Label {
        supplier: "...",
        ..LABEL
    };
    assert!(
        label
            .prepare()
            .unwrap()
            .path()
            .starts_with("/v3/supplier/.../")
    );
    let label = Label {
        kind: "a b",
        ..LABEL
    };
    assert_eq!(label.validate().unwrap_err().first().rule(), Rule::Enum);
}

/// An integer can be a path parameter too. Whatever its type, the value's string is in the path.
#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/labels.json", constant(type = "fraud"))]
struct Counted {
    #[ravelin(rename = ":id")]
    supplier: i64,
    #[ravelin(check = in_capitals)]
    review: String,
}

fn in_capitals(review: &str) -> Result<(), &'static str> {
    if review.len() < 5 {
        Err("too short to be a review")
    } else {
        Ok(())
    }
}

#[test]
fn the_definitions_pattern_is_checked() {
    let counted = |review: &str| Counted {
        supplier: -7,
        review: review.into(),
    };
    assert_eq!(
        counted("NOT_FRAUD").prepare().unwrap().path(),
        "/v3/supplier/-7/labels/fraud"
    );
    let violations = counted("NOT__FRAUD").validate().unwrap_err();
    assert_eq!(violations.first().rule(), Rule::Pattern);
    assert_eq!(violations.first().pointer(), "/review");
    assert_eq!(
        counted("NOT").validate().unwrap_err().first().rule(),
        Rule::Check
    );
}
