//! A path parameter is never empty, `.` or `..`, because such a request would go to another path.

use serde_json::json;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use voucher_core::sandbox::Sandbox;
use voucher_core::{Prepared, RavelinEvent, Rule, TextField, Timestamp, Violation, Violations};

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/segments.json")]
struct Shop<T: TextField, I: TextField> {
    #[ravelin(rename = ":text")]
    text: T,
    #[ravelin(rename = ":identifier")]
    identifier: I,
    listed: &'static str,
    number: i64,
}

const PLAIN: Shop<&str, &str> = Shop {
    text: "t",
    identifier: "i",
    listed: "open",
    number: -1,
};

/// Prepares an event, and checks that every way of encoding it reports the same violations.
fn checked<E: RavelinEvent>(event: &E) -> Result<Prepared, Violations> {
    let prepared = event.prepare();
    let violations = prepared.as_ref().err().cloned();
    assert_eq!(event.validate().err(), violations);
    assert_eq!(event.to_json().err(), violations);
    assert_eq!(event.prepare_at(Timestamp::MIN).err(), violations);
    let mut out = b"kept".to_vec();
    assert_eq!(event.encode(&mut out).err(), violations);
    assert!(violations.is_none() || out == b"kept");
    prepared
}

fn rejected<E: RavelinEvent>(event: &E) -> (String, Option<String>, Rule) {
    let violations = checked(event).unwrap_err();
    assert_eq!(violations.len(), 1, "{violations}");
    let first = violations.first();
    (
        first.pointer().to_owned(),
        first.field().map(str::to_owned),
        first.rule(),
    )
}

const UNSENDABLE: [(&str, Rule); 3] = [
    ("", Rule::Length),
    (".", Rule::Pattern),
    ("..", Rule::Pattern),
];

/// A user's newtype.
struct Code(String);

impl TextField for Code {
    fn text(&self) -> &str {
        &self.0
    }
}

/// Tests a string parameter and an identifier of the same type, with one invalid at a time.
fn check_type<T: TextField>(make: impl Fn(&str) -> T) {
    for (value, rule) in UNSENDABLE {
        let shop = Shop {
            text: make(value),
            identifier: make("i"),
            listed: "open",
            number: 1,
        };
        let expected = ("/:text".into(), Some("Shop.text".into()), rule);
        assert_eq!(rejected(&shop), expected, "{value:?}");
        let shop = Shop {
            text: make("t"),
            identifier: make(value),
            listed: "open",
            number: 1,
        };
        let expected = ("/:identifier".into(), Some("Shop.identifier".into()), rule);
        assert_eq!(rejected(&shop), expected, "{value:?}");
    }
}

#[test]
fn no_string_type_is_sent_as_an_empty_segment() {
    check_type(str::to_owned);
    check_type(|text| Code(text.into()));
    check_type(|text| Box::<str>::from(text));
    check_type(|text| Rc::<str>::from(text));
    check_type(|text| Arc::new(text.to_owned()));
    check_type(|text| Cow::<str>::Owned(text.into()));
}

#[test]
fn a_listed_value_is_never_sent_as_an_empty_segment() {
    for listed in ["", ".", ".."] {
        let (pointer, field, rule) = rejected(&Shop { listed, ..PLAIN });
        assert_eq!((pointer.as_str(), rule), ("/:listed", Rule::Enum));
        assert_eq!(field.as_deref(), Some("Shop.listed"));
    }
}

#[test]
fn every_other_segment_is_percent_encoded() {
    for (text, sent) in [
        ("...", "..."),
        (".a", ".a"),
        (" ", "%20"),
        ("%2e%2E", "%252e%252E"),
        ("../..", "..%2F.."),
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("a\\b;=,+", "a%5Cb%3B%3D%2C%2B"),
        ("\r\n\0\u{e9}", "%0D%0A%00%C3%A9"),
    ] {
        let prepared = checked(&Shop { text, ..PLAIN }).unwrap();
        assert_eq!(prepared.path(), format!("/v2/shop/{sent}/i/open/-1"));
    }
}

#[derive(RavelinEvent)]
#[ravelin(
    definition = "definitions/segments.json",
    constant(listed = "open", number = 7)
)]
struct Converted {
    #[ravelin(rename = ":text", with = trimmed)]
    text: &'static str,
    #[ravelin(rename = ":identifier", required)]
    identifier: Option<String>,
}

fn trimmed(text: &&'static str) -> &'static str {
    text.trim()
}

#[test]
fn the_result_of_a_conversion_is_checked() {
    for (value, rule) in [
        (" ", Rule::Length),
        (" . ", Rule::Pattern),
        (" .. ", Rule::Pattern),
    ] {
        let shop = Converted {
            text: value,
            identifier: Some("i".into()),
        };
        let expected = ("/:text".into(), Some("Converted.text".into()), rule);
        assert_eq!(rejected(&shop), expected, "{value:?}");
    }
    for (value, rule) in [
        (None, Rule::Required),
        (Some(""), Rule::Length),
        (Some(".."), Rule::Pattern),
    ] {
        let shop = Converted {
            text: "t",
            identifier: value.map(str::to_owned),
        };
        assert_eq!(rejected(&shop).2, rule, "{value:?}");
    }
}

#[test]
fn every_invalid_parameter_is_reported() {
    let shop = Shop {
        text: "",
        identifier: "..",
        listed: "",
        ..PLAIN
    };
    let violations = checked(&shop).unwrap_err();
    let pointers: Vec<_> = violations.iter().map(Violation::pointer).collect();
    assert_eq!(pointers, ["/:text", "/:identifier", "/:listed"]);
}

#[test]
fn the_schema_has_the_rule() {
    let schema: serde_json::Value = serde_json::from_str(&Shop::<String, Code>::schema()).unwrap();
    let parameters = &schema["x-ravelin-parameters"];
    for name in ["text", "identifier"] {
        assert_eq!(parameters[name]["minLength"], 1, "{parameters}");
        assert_eq!(parameters[name]["not"], json!({ "enum": [".", ".."] }));
    }
    assert_eq!(parameters["listed"]["enum"], json!(["open", "closed"]));
}

/// Posts an empty body to this path of a sandbox and returns the status.
fn posted(sandbox: &mut Sandbox, path: &str) -> u16 {
    let request = http::Request::post(path)
        .header("content-type", "application/json")
        .header("authorization", "token sk_test_1")
        .body(b"{}".as_slice())
        .unwrap();
    let reply = sandbox.answer(request, Timestamp::now());
    reply.response.status().as_u16()
}

#[test]
fn the_sandbox_rejects_a_path_with_such_a_segment() {
    let file = include_bytes!("definitions/segments.json");
    let mut sandbox = Sandbox::new(1).with_definition(file).unwrap();
    assert_eq!(posted(&mut sandbox, "/v2/shop/t/i/open/1"), 200);
    assert_eq!(posted(&mut sandbox, "/v2/shop/.../%2F/open/1"), 200);
    for path in [
        "/v2/shop//i/open/1",
        "/v2/shop/t//open/1",
        "/v2/shop/t/i//1",
        "/v2/shop/t/i/open/",
        "/v2/shop/./i/open/1",
        "/v2/shop/t/../open/1",
    ] {
        assert_eq!(posted(&mut sandbox, path), 404, "{path}");
    }
}

#[test]
fn a_path_parameter_is_percent_encoded_and_not_escaped_as_json() {
    let long = "x".repeat(500);
    for (value, encoded) in [
        ("a/b", "a%2Fb"),
        ("\"\\\n\u{1}", "%22%5C%0A%01"),
        ("\u{e9}\u{1f600}", "%C3%A9%F0%9F%98%80"),
        (&long, &long),
    ] {
        let shop = Shop {
            text: value,
            identifier: Cow::Borrowed(value),
            listed: "open",
            number: i64::MIN,
        };
        let path = checked(&shop).unwrap().path().to_owned();
        let expected = [encoded, encoded, "open", "-9223372036854775808"];
        for segment in expected {
            assert!(path.split('/').any(|part| part == segment), "{path}");
        }
    }
}
