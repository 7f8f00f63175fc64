//! The sandbox reports everything that is wrong with a body, but rejects it only for documented rules.

use http::Request;
use serde_json::{Value, json};
use std::path::Path;
use voucher_core::http::{Answer, Client, Settings, Token};
use voucher_core::sandbox::{InProcess, Sandbox};
use voucher_core::{RavelinEvent, Timestamp};

const TIME: i64 = 1_512_828_988_826;
const VOUCHER: &str = include_str!("api/example/voucher.json");
const REDEMPTION: &str = include_str!("api/example/payment_method_voucher.json");

/// Every kind of field, required and not, at every depth.
const PARCEL: &str = r##"{
    "x-ravelin-path": "/v2/parcel", "type": "object",
    "required": ["senderId", "parcel"],
    "properties": {
        "senderId": {"type": "string", "x-ravelin-kind": "identifier"},
        "parcel": {"type": "object", "required": ["parcelId"], "properties": {
            "parcelId": {"type": "string"},
            "note": {"type": "string"},
            "count": {"type": "integer"},
            "price": {"type": "integer", "x-ravelin-kind": "amount"},
            "currency": {"type": "string", "x-ravelin-kind": "currency"},
            "sent": {"type": "integer", "x-ravelin-kind": "time"},
            "size": {"enum": ["S", "M"]},
            "fragile": {"type": "boolean"},
            "weight": {"type": "number"},
            "custom": {"type": "object"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "stops": {"type": "array", "items": {"$ref": "#/$defs/stop"}},
            "origin": {"$ref": "#/$defs/stop"}
        }}
    },
    "$defs": {"stop": {"type": "object", "required": ["placeName"], "properties": {
        "placeName": {"type": "string"}, "postalCode": {"type": "string"}
    }}}
}"##;

fn parcel() -> Value {
    json!({"senderId": "s", "parcel": {
        "parcelId": "p", "note": "n", "count": 1, "price": 1, "currency": "GBP", "sent": TIME, "size": "S",
        "fragile": true, "weight": 1.5, "custom": {"a": null}, "tags": ["t", "u"],
        "stops": [{"placeName": "a", "postalCode": "1"}, {"placeName": "b", "postalCode": "2"}],
        "origin": {"placeName": "o", "postalCode": "3"},
    }})
}

fn post_to(file: &str, path: &str, body: &Value) -> Answer {
    let body = body.to_string();
    let request = Request::post(path)
        .header("authorization", "token sk_test_1")
        .header("content-type", "application/json")
        .body(body.as_bytes())
        .unwrap();
    let sandbox = Sandbox::new(7).with_definition(file.as_bytes());
    let reply = sandbox.unwrap().answer(request, Timestamp::now());
    Answer::read(&reply.response)
}

fn violations(path: &str, body: &Value) -> Vec<String> {
    let answer = post_to(PARCEL, path, body);
    assert_eq!(answer.status(), 400, "{:?}", answer.body());
    let message = answer.message().unwrap().lines();
    message.skip(1).map(str::to_owned).collect()
}

fn warnings(path: &str, body: &Value) -> Vec<String> {
    let answer = post_to(PARCEL, path, body);
    assert_eq!(answer.status(), 200, "{:?}", answer.body());
    let warnings = answer.warnings();
    warnings
        .map(|warning| warning.message().to_owned())
        .collect()
}

/// Renames the member at a JSON Pointer.
fn rename(body: &mut Value, pointer: &str, to: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    let value = members.remove(name).unwrap();
    members.insert(to.into(), value);
}

fn remove(body: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = body.pointer_mut(parent).unwrap().as_object_mut();
    members.unwrap().remove(name).unwrap();
}

#[test]
fn a_misspelt_required_name_follows_the_missing_one_at_every_depth() {
    for (pointer, misspelt) in [
        (
            "/senderId",
            &["sender_id", "SenderID", "sendrId", "senderld"][..],
        ),
        ("/parcel", &["Parcel", "parcl", "pracel"]),
        (
            "/parcel/parcelId",
            &["parcel_id", "parcel-id", "PARCELID", "parcelI"],
        ),
        ("/parcel/origin/placeName", &["place_name", "plaecName"]),
        ("/parcel/stops/1/placeName", &["placename", "placeNames"]),
    ] {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        for misspelt in misspelt {
            let mut body = parcel();
            rename(&mut body, pointer, misspelt);
            assert_eq!(
                violations("/v2/parcel", &body),
                [
                    format!("{pointer}: required, but missing"),
                    format!("{parent}/{misspelt}: not in the definition; did you mean `{name}`?"),
                ]
            );
        }
    }
}

#[test]
fn all_misspelt_and_unknown_names_are_reported() {
    let mut body = parcel();
    rename(&mut body, "/senderId", "sender_id");
    rename(&mut body, "/parcel/parcelId", "parcel_id");
    rename(&mut body, "/parcel/stops/0/placeName", "colour");
    body["parcel"]["note"] = json!(1);
    body["parcel"]["origin"]["placeNames"] = json!("present");
    assert_eq!(
        violations("/v2/parcel", &body),
        [
            "/senderId: required, but missing",
            "/sender_id: not in the definition; did you mean `senderId`?",
            "/parcel/parcelId: required, but missing",
            "/parcel/parcel_id: not in the definition; did you mean `parcelId`?",
            "/parcel/note: expected a string, found an integer",
            "/parcel/stops/0/placeName: required, but missing",
            "/parcel/stops/0/colour: not in the definition",
            // `placeName` is present, so the unknown name is not a misspelling of it.
            "/parcel/origin/placeNames: not in the definition",
        ]
    );
}

#[test]
fn an_unknown_member_of_a_closed_object_is_reported_once() {
    let file = PARCEL.replace(
        r#""required": ["placeName"]"#,
        r#""required": ["placeName"], "additionalProperties": false"#,
    );
    let mut body = parcel();
    rename(&mut body, "/parcel/origin/placeName", "place_name");
    let answer = post_to(&file, "/v2/parcel", &body);
    let message = answer.message().unwrap();
    let named = message.matches("/parcel/origin/place_name: ");
    assert_eq!(named.count(), 1, "{message}");
    assert!(message.contains("did you mean `placeName`?"), "{message}");
}

#[test]
fn null_is_rejected_at_every_depth_with_advice_to_leave_it_out() {
    for pointer in [
        "/senderId",
        "/parcel",
        "/parcel/parcelId",
        "/parcel/note",
        "/parcel/count",
        "/parcel/price",
        "/parcel/currency",
        "/parcel/sent",
        "/parcel/size",
        "/parcel/fragile",
        "/parcel/weight",
        "/parcel/custom",
        "/parcel/tags",
        "/parcel/tags/1",
        "/parcel/stops",
        "/parcel/stops/0",
        "/parcel/stops/1/postalCode",
        "/parcel/stops/1/placeName",
        "/parcel/origin",
        "/parcel/origin/postalCode",
    ] {
        let mut body = parcel();
        *body.pointer_mut(pointer).unwrap() = Value::Null;
        let actual = violations("/v2/parcel", &body);
        let [actual] = actual.as_slice() else {
            panic!("{pointer}: {actual:?}");
        };
        assert!(
            actual.starts_with(&format!("{pointer}: expected a")),
            "{actual}"
        );
        assert!(
            actual.contains(", found null; ") && actual.contains("leave it out"),
            "{actual}"
        );
        let required = [
            "/senderId",
            "/parcel",
            "/parcel/parcelId",
            "/parcel/stops/1/placeName",
        ];
        let is_required = required.contains(&pointer);
        assert_eq!(
            actual.contains("this member is required"),
            is_required,
            "{actual}"
        );
    }
    // The sandbox does not validate the content of a free object.
    assert_eq!(warnings("/v2/parcel", &parcel()), [""; 0]);
}

/// Fields that are required by inference only: the payload file, the path, the enclosing object and the field names.
const INFERRED: [(&str, &str, &str, &[&str]); 4] = [
    (
        "example/voucher",
        "/v2/voucher",
        "/voucher",
        &["voucherCode", "value", "currency", "creationTime"],
    ),
    (
        "example/payment_method_voucher",
        "/v2/paymentmethod/voucher",
        "/voucherRedemption",
        &[
            "paymentMethodId",
            "voucherCode",
            "redemptionTime",
            "success",
            "value",
            "currency",
            "voucherType",
        ],
    ),
    ("payload/order", "/v2/order", "/order", &["orderId"]),
    (
        "payload/reclaim",
        "/v2/reclaim",
        "/customers/0",
        &["customerId"],
    ),
];

/// Returns each path with a body and the JSON Pointers of its inferred fields.
fn inferred() -> impl Iterator<Item = (&'static str, Value, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api");
    INFERRED
        .into_iter()
        .map(move |(file, path, parent, names)| {
            let json = std::fs::read(folder.join(format!("{file}.json"))).unwrap();
            let body = serde_json::from_slice(&json).unwrap();
            let pointers = names.iter().map(|name| format!("{parent}/{name}"));
            (path, body, pointers.collect())
        })
}

#[test]
fn a_missing_field_whose_requirement_is_inferred_is_a_warning() {
    for (path, body, pointers) in inferred() {
        for pointer in &pointers {
            let mut body = body.clone();
            remove(&mut body, pointer);
            let actual = warnings(path, &body);
            let [actual] = actual.as_slice() else {
                panic!("{path} {pointer}: {actual:?}");
            };
            let start = format!("{pointer}: required, but missing (inferred from https://");
            assert!(actual.starts_with(&start), "{actual}");
        }
        // All of them, together with a violation that rejects the request.
        let mut body = body.clone();
        for pointer in &pointers {
            remove(&mut body, pointer);
        }
        assert_eq!(warnings(path, &body).len(), pointers.len());
        body["timestamp"] = json!("now");
        assert_eq!(violations(path, &body).len(), pointers.len() + 1);
    }
}

#[test]
fn a_misspelt_name_is_rejected_even_if_the_requirement_is_inferred() {
    for (path, body, pointers) in inferred() {
        for pointer in pointers {
            let mut body = body.clone();
            let name = pointer.rsplit('/').next().unwrap();
            let misspelt = format!("{name}_");
            rename(&mut body, &pointer, &misspelt);
            let actual = violations(path, &body);
            assert_eq!(actual.len(), 2, "{actual:?}");
            let missing = format!("{pointer}: required, but missing (inferred");
            assert!(actual[0].starts_with(&missing), "{actual:?}");
            let unknown = format!("{misspelt}: not in the definition; did you mean `{name}`?");
            assert!(actual[1].ends_with(&unknown), "{actual:?}");
        }
    }
}

#[test]
fn a_misspelt_name_in_a_sensitive_object_follows_the_missing_one() {
    let object = json!({
        "type": "object", "x-ravelin-sensitive": true, "required": ["placeName"],
        "properties": {"placeName": {"type": "string"}, "postalCode": {"type": "string", "maxLength": 1}},
    });
    let mut inferred = object.clone();
    inferred["properties"]["placeName"]["x-ravelin-evidence"] = json!("inferred");
    for (object, evidence) in [(object, ""), (inferred, " (inferred)")] {
        let file = json!({
            "x-ravelin-path": "/v2/place", "type": "object",
            "properties": {"place": object, "places": {"type": "array", "items": object}},
        });
        let misspelt = json!({"placeNmae": "SECRET", "postalCode": "12"});
        let other = json!({"SECRET": 1, "postalCode": "12"});
        for (body, at, advice) in [
            (
                json!({"place": misspelt}),
                "/place",
                "; did you mean `placeName`?",
            ),
            (
                json!({"places": [misspelt]}),
                "/places/0",
                "; did you mean `placeName`?",
            ),
            (json!({"place": other}), "/place", ""),
        ] {
            let answer = post_to(&file.to_string(), "/v2/place", &body);
            assert_eq!(answer.status(), 400, "{body}");
            let message = answer.message().unwrap();
            let lines: Vec<_> = message.lines().skip(1).collect();
            assert_eq!(
                lines[0],
                format!("{at}/placeName: required, but missing{evidence}")
            );
            let unknown = format!("{at}: has a member that is not in the definition{advice}");
            assert_eq!(lines[1], unknown);
            assert_eq!(lines.len(), 3, "{lines:?}");
        }
        // Without another violation, a field that is required by inference is rejected only if its name is misspelt.
        for (body, is_rejected) in [
            (json!({"place": {"placeNmae": "SECRET"}}), true),
            (json!({"place": {"SECRET": 1}}), evidence.is_empty()),
        ] {
            let answer = post_to(&file.to_string(), "/v2/place", &body);
            assert_eq!(answer.status() == 400, is_rejected, "{body}");
        }
    }
}

#[test]
fn a_missing_field_that_the_api_requires_is_a_violation() {
    for (path, body, pointer) in [
        ("/v2/voucher", VOUCHER, "/timestamp"),
        ("/v2/voucher", VOUCHER, "/voucher"),
        (
            "/v2/paymentmethod/voucher",
            REDEMPTION,
            "/voucherRedemption",
        ),
    ] {
        let mut body = serde_json::from_str(body).unwrap();
        remove(&mut body, pointer);
        assert_eq!(
            violations(path, &body),
            [format!("{pointer}: required, but missing")]
        );
    }
    let mut body = parcel();
    remove(&mut body, "/parcel/origin/placeName");
    let actual = violations("/v2/parcel", &body);
    assert_eq!(actual, ["/parcel/origin/placeName: required, but missing"]);
}

#[test]
fn an_undocumented_rule_names_its_source() {
    let body = json!({"timestamp": TIME, "chargeback": {"chargebackId": 7, "disputeTime": "2017-12-09T14:16:28Z"}});
    let actual = violations("/v2/chargeback", &body);
    assert_eq!(actual.len(), 2);
    let page =
        " (inferred from https://developer.ravelin.com/api/endpoints/deprecated/chargeback/)";
    assert!(actual[0].ends_with(page), "{actual:?}");
    let client = " (known only from https://github.com/stickytickets/ravelin-csharp)";
    assert!(actual[1].ends_with(client), "{actual:?}");
    // These rules are documented for all requests.
    let body = json!({"timestamp": TIME, "chargeback": {"disputeTime": 1_512_828_988}});
    assert!(!violations("/v2/chargeback", &body)[0].contains("inferred"));
    let mut body: Value = serde_json::from_str(VOUCHER).unwrap();
    body["eventType"] = json!("a b");
    assert!(!violations("/v2/voucher", &body)[0].contains("inferred"));
}

/// An event that waives every requirement that it can.
#[derive(RavelinEvent)]
#[ravelin(
    event = "voucher",
    timestamp = now,
    optional(voucher_code, value, currency, creation_time)
)]
struct Bare {
    referrer_id: &'static str,
}

#[test]
fn a_member_waived_by_optional_can_be_missing() {
    let settings = Settings::new(Token::new("sk_test_1").unwrap());
    let client = Client::over(InProcess::new(Sandbox::new(7)), settings);
    let answer = client.send(&Bare { referrer_id: "c" }).unwrap();
    assert_eq!(answer.warnings().count(), 4);
}

const TICKET: &str = include_str!("definitions/ticket.json");

#[test]
fn a_group_without_a_member_is_a_violation_of_its_object() {
    let lines = |body: &Value| -> Vec<String> {
        let answer = post_to(TICKET, "/v2/ticket", body);
        assert_eq!(answer.status(), 400, "{body}");
        let message = answer.message().unwrap();
        message.lines().skip(1).map(String::from).collect()
    };
    let missing = "exactly one of `email`, `phone`, `visit` is required, but all are missing";
    assert_eq!(
        lines(&json!({"customerId": 1, "ticket": {"emial": "a@b.c"}, "seller": 2})),
        [
            "/customerId: expected a string, found an integer",
            &format!("/ticket: {missing}"),
            "/ticket/emial: not in the definition; did you mean `email`?",
            "/seller: not in the definition",
        ]
    );
    assert_eq!(
        lines(&json!({"ticket": {"email": "a@b.c"}, "gest": "g"})),
        [
            "body: exactly one of `customerId`, `guest` is required, but all are missing",
            "/gest: not in the definition; did you mean `guest`?",
        ]
    );
}

#[test]
fn a_missing_field_that_only_public_clients_send_is_a_warning() {
    let body = json!({"customerId": "1", "ticket": {"visit": {}}});
    let answer = post_to(TICKET, "/v2/ticket", &body);
    let warnings: Vec<_> = answer.warnings().collect();
    let [warning] = warnings.as_slice() else {
        panic!("{warnings:?}");
    };
    assert_eq!(
        warning.message(),
        "/ticket/visit/place: required, but missing (known only from https://example.com/client)"
    );
}
