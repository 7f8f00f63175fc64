//! The sandbox gives the documented answers, and reports everything that is wrong with a request.

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Request, Response};
use serde_json::{Value, json};
use voucher_core::sandbox::{Deliver, LONGEST_BODY, Sandbox};
use voucher_core::{RavelinEvent, Timestamp, VoucherCheck};

const VOUCHER: &str = include_str!("api/example/voucher.json");

fn request<'b>(path: &str, body: &'b [u8]) -> Request<&'b [u8]> {
    Request::post(path)
        .header(AUTHORIZATION, "token sk_test_1")
        .header(CONTENT_TYPE, "application/json; charset=utf-8")
        .body(body)
        .unwrap()
}

fn answered(request: Request<&[u8]>) -> (Response<Vec<u8>>, Value) {
    let now = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let reply = Sandbox::new(7).answer(request, now);
    assert_eq!(
        (reply.delay, reply.deliver),
        (std::time::Duration::ZERO, Deliver::Send)
    );
    assert_eq!(reply.response.headers()[CONTENT_TYPE], "application/json");
    let body = serde_json::from_slice(reply.response.body()).unwrap();
    (reply.response, body)
}

/// Returns the status and message of a rejection, and checks that the body repeats the status.
fn rejected(request: Request<&[u8]>) -> (u16, String) {
    let (response, body) = answered(request);
    let status = response.status().as_u16();
    assert!((400..500).contains(&status), "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body.as_object().unwrap().len(), 2);
    (status, body["message"].as_str().unwrap().to_owned())
}

/// Returns the answer to an accepted request, without the member that has a random name.
fn accepted(request: Request<&[u8]>) -> Value {
    let (response, mut body) = answered(request);
    assert_eq!(response.status(), 200, "{body}");
    let members = body.as_object_mut().unwrap();
    let before = members.len();
    members.retain(|name, _| !name.starts_with("unknownField"));
    assert_eq!(members.len(), before - 1);
    body
}

#[test]
fn the_documented_requests_get_the_documented_answers() {
    let status = json!({"status": 200, "timestamp": 1_512_828_988});
    assert_eq!(accepted(request("/v2/voucher", VOUCHER.as_bytes())), status);
    let redemption = include_bytes!("api/example/payment_method_voucher.json");
    assert_eq!(
        accepted(request("/v2/paymentmethod/voucher", redemption)),
        status
    );
    let check = include_bytes!("api/example/voucher_check.json");
    assert_eq!(
        accepted(request("/v2/voucher/check", check)),
        json!({"timestamp": 1_512_828_988, "recommendation": "OK"})
    );
}

#[test]
fn encoded_events_are_accepted() {
    let token = voucher_core::http::Token::new("sk_test_1").unwrap();
    let prepared = VoucherCheck::new("abc-123-ZYZ").prepare().unwrap();
    let (head, body) = prepared.request(&token).into_parts();
    accepted(Request::from_parts(head, &body));
}

#[test]
fn the_same_seed_gives_the_same_answers() {
    let now = Timestamp::from_secs(1_512_828_988).unwrap();
    let answers = |seed| {
        let mut sandbox = Sandbox::new(seed);
        let mut answer = || {
            let reply = sandbox.answer(request("/v2/voucher", VOUCHER.as_bytes()), now);
            String::from_utf8(reply.response.into_body()).unwrap()
        };
        [answer(), answer()]
    };
    assert_eq!(answers(0), answers(0));
    assert_ne!(answers(0), answers(1));
    let [first, second] = answers(0);
    assert_ne!(first, second);
}

#[test]
fn a_wrong_path_method_token_or_content_type_is_rejected() {
    let body = VOUCHER.as_bytes();
    assert_eq!(rejected(request("/v2/vouchers", body)).0, 404);
    assert_eq!(rejected(request("/v2/voucher/", body)).0, 404);

    let mut get = request("/v2/voucher", b"");
    *get.method_mut() = http::Method::GET;
    let (response, json) = answered(get);
    assert_eq!(
        (response.status().as_u16(), &response.headers()["allow"]),
        (405, &HeaderValue::from_static("POST"))
    );
    assert_eq!(json["message"], "/v2/voucher accepts only POST");

    for (header, expected) in [
        ("Bearer sk_test_1", "`Authorization` must be `token`"),
        ("sk_test_1", "`Authorization` must be `token`"),
        ("token pk_test_1", "publishable"),
        ("token ", "empty"),
        ("token hunter2", "begins with"),
        ("token sk_test_1 ", "space"),
    ] {
        let mut wrong = request("/v2/voucher", body);
        wrong
            .headers_mut()
            .insert(AUTHORIZATION, HeaderValue::from_static(header));
        let (status, message) = rejected(wrong);
        assert!(status == 401 && message.contains(expected), "{message}");
        assert!(!message.contains("hunter2"));
    }
    let mut missing = request("/v2/voucher", body);
    missing.headers_mut().remove(AUTHORIZATION);
    assert_eq!(rejected(missing).0, 401);

    for kind in ["text/plain", "application/jsonp", "", "\u{e9}"] {
        let mut wrong = request("/v2/voucher", body);
        let kind = HeaderValue::from_bytes(kind.as_bytes()).unwrap();
        wrong.headers_mut().insert(CONTENT_TYPE, kind);
        let (status, message) = rejected(wrong);
        assert!(status == 406 && message.contains("application/json"));
    }
}

/// Paths without an endpoint, and the expected suggestion for each.
const NEAR_PATHS: &[(&str, &str)] = &[
    ("/v2/vouchers", "/v2/voucher"),
    ("/v2/vouchr", "/v2/voucher"),
    ("/v2/voucher/", "/v2/voucher"),
    ("/v2//voucher", "/v2/voucher"),
    ("//v2/voucher", "/v2/voucher"),
    ("/voucher", "/v2/voucher"),
    ("/v1/voucher", "/v2/voucher"),
    ("/v3/voucher", "/v2/voucher"),
    ("/V2/voucher", "/v2/voucher"),
    ("/v2/Voucher", "/v2/voucher"),
    ("/v2/v2/voucher", "/v2/voucher"),
    ("/api/v2/voucher", "/v2/voucher"),
    ("/v2/voucher%20", "/v2/voucher"),
    ("/v2/voucher-check", "/v2/voucher/check"),
    ("/v2/voucher_check", "/v2/voucher/check"),
    ("/v2/voucher/chekc", "/v2/voucher/check"),
    ("/v2/backfill/voucher/check", "/v2/voucher/check"),
    ("/v2/payment-method/voucher", "/v2/paymentmethod/voucher"),
    ("/v2/paymentMethod", "/v2/paymentmethod"),
    ("/v2/backfill/vouchers", "/v2/backfill/voucher"),
    ("/v2/Backfill/voucher", "/v2/backfill/voucher"),
    ("/backfill/v2/voucher", "/v2/backfill/voucher"),
    ("/v2/orders", "/v2/order"),
    ("/v3/logins", "/v3/login"),
    ("/v2/supplier//labels", "/v2/supplier/:id/labels"),
    ("/v2/supplier/labels", "/v2/supplier/:id/labels"),
    ("/v2/suppliers/7/labels", "/v2/supplier/:id/labels"),
    (
        "/v2/supplier/123e4567-e89b-12d3-a456-426614174000/label",
        "/v2/supplier/:id/labels",
    ),
];

#[test]
fn a_path_without_an_endpoint_gets_the_nearest_endpoint() {
    for (path, suggested) in NEAR_PATHS {
        let (status, message) = rejected(request(path, b"{}"));
        let expected = format!("no endpoint at `{path}`; did you mean `{suggested}`?");
        assert_eq!((status, message), (404, expected));
    }
}

#[test]
fn a_path_unlike_any_endpoint_gets_all_endpoints() {
    for path in [
        "/",
        "/v2",
        "/v2/backfill",
        "/v2/x",
        "/index.html",
        "/v2/voucher/redemption",
    ] {
        let (status, message) = rejected(request(path, b"{}"));
        let expected = format!("no endpoint at `{path}`; the endpoints are /v2/voucher, ");
        assert!(status == 404 && message.starts_with(&expected), "{message}");
        assert!(message.contains(", /v2/supplier/:id/labels, "), "{message}");
    }
    let long = format!("/{}", "x".repeat(10_000));
    assert!(rejected(request(&long, b"{}")).1.len() < 1_000);
    // The query is not part of the path, and may contain secrets.
    let (_, message) = rejected(request("/v2/orders?key=hunter2", b"{}"));
    assert!(!message.contains("hunter2"), "{message}");
}

#[test]
fn a_path_parameter_is_percent_encoded_utf_8() {
    let labels = |id: &str| {
        let path = format!("/v2/supplier/{id}/labels");
        let (response, body) = answered(request(&path, b"{}"));
        let message = body["message"].as_str().unwrap_or_default();
        (response.status().as_u16(), message.to_owned())
    };
    for id in [
        "a", "a%2Fb", "%25", "%C3%A9", "%c3%a9", "%20", "a-._~", "%00",
    ] {
        assert_eq!(labels(id), (200, String::new()), "{id}");
    }
    for (id, expected) in [
        ("%ZZ", "`:id` in the path has the invalid escape `%ZZ`"),
        ("a%", "invalid escape `%`"),
        ("%4", "invalid escape `%4`"),
        ("%4g", "invalid escape `%4g`"),
        ("%g4", "invalid escape `%g4`"),
        ("%+1", "invalid escape `%+1`"),
        ("%25%%41", "invalid escape `%%4`"),
        ("%C3", "`:id` in the path is not UTF-8"),
        ("%FF", "is not UTF-8"),
        ("%ED%A0%80", "is not UTF-8"),
        ("%2E", "`:id` in the path cannot be `.` or `..`"),
        ("%2e%2E", "`:id` in the path cannot be `.` or `..`"),
        (".%2e", "`:id` in the path cannot be `.` or `..`"),
    ] {
        let (status, message) = labels(id);
        assert!(
            status == 400 && message.contains(expected),
            "{id}: {message}"
        );
    }
}

#[test]
fn a_compressed_body_is_rejected_with_its_coding() {
    let encoded = |coding: &str| {
        let mut request = request("/v2/voucher", VOUCHER.as_bytes());
        let coding = HeaderValue::from_bytes(coding.as_bytes()).unwrap();
        request.headers_mut().append("content-encoding", coding);
        request
    };
    for coding in ["", "identity", "Identity", "identity, identity"] {
        accepted(encoded(coding));
    }
    for (coding, named) in [
        ("gzip", "gzip"),
        ("GZIP", "GZIP"),
        ("br", "br"),
        ("deflate", "deflate"),
        ("zstd", "zstd"),
        ("x-unknown", "x-unknown"),
        ("identity, gzip", "gzip"),
        ("\u{e9}", "?"),
    ] {
        let (status, message) = rejected(encoded(coding));
        let expected = format!("`Content-Encoding: {named}`");
        assert!(status == 415 && message.contains(&expected), "{message}");
    }
    let mut second = encoded("identity");
    let gzip = HeaderValue::from_static("gzip");
    second.headers_mut().append("content-encoding", gzip);
    assert_eq!(rejected(second).0, 415);
}

#[test]
fn a_byte_order_mark_is_reported() {
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}{}".encode_utf16().flat_map(bytes).collect()
    };
    let utf_32 = |bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
        "\u{feff}{}"
            .chars()
            .map(u32::from)
            .flat_map(bytes)
            .collect()
    };
    for (body, encoding) in [
        (format!("\u{feff}{VOUCHER}").into_bytes(), "UTF-8"),
        ("\u{feff}".into(), "UTF-8"),
        (utf_16(u16::to_be_bytes), "UTF-16"),
        (utf_16(u16::to_le_bytes), "UTF-16"),
        (utf_32(u32::to_be_bytes), "UTF-32"),
        (utf_32(u32::to_le_bytes), "UTF-32"),
    ] {
        let (status, message) = rejected(request("/v2/voucher", &body));
        let expected = format!("byte-order mark ({encoding})");
        assert!(status == 400 && message.contains(&expected), "{message}");
    }
    // Anywhere else it is an ordinary character.
    let inside = VOUCHER.replace("DISCOUNT", "\u{feff}DISCOUNT");
    accepted(request("/v2/voucher", inside.as_bytes()));
}

#[test]
fn a_negative_count_is_rejected() {
    for member in ["threshold", "depth"] {
        for (count, status) in [(-1, 400), (i64::MIN, 400), (0, 200), (10, 200)] {
            let body = json!({"customerId": "c", member: count}).to_string();
            let (response, body) = answered(request("/v2/voucher/check", body.as_bytes()));
            assert_eq!(response.status(), status, "{body}");
            if status == 400 {
                let message = body["message"].as_str().unwrap();
                assert!(
                    message.ends_with(&format!("/{member}: expected at least 0, found {count}")),
                    "{message}"
                );
            }
        }
        let mut check = VoucherCheck::new("c");
        *(if member == "depth" {
            &mut check.depth
        } else {
            &mut check.threshold
        }) = Some(-1);
        let violations = check.to_json().unwrap_err();
        assert_eq!(violations.first().pointer(), format!("/{member}"));
    }
}

/// Requests with their `Prefer` headers and bodies, and how their summaries end. Each has an unknown query parameter, which is
/// a warning.
const SUMMARIES: &[(&str, &str, &str, &str)] = &[
    (
        "POST /v2/voucher",
        "",
        VOUCHER,
        "200, 0 violations, 1 warning",
    ),
    (
        "POST /v2/voucher",
        "",
        "{\"hunter2\":1}",
        "400, 2 violations",
    ),
    ("POST /v2/voucher", "", "hunter2", "400, 0 violations"),
    (
        "POST /v2/voucher",
        "code=429",
        VOUCHER,
        "429, injected fault",
    ),
    (
        "POST /v2/voucher",
        "drop",
        VOUCHER,
        "no answer, injected fault",
    ),
    (
        "POST /v2/voucher",
        "drop-after-accept",
        VOUCHER,
        "no answer, 0 violations, 1 warning",
    ),
    (
        "POST /v2/voucher",
        "slow",
        VOUCHER,
        "200, 0 violations, 1 warning",
    ),
    ("POST /v2/voucher", "dorp", VOUCHER, "400, 0 violations"),
    (
        "POST /v2/backfill/voucher",
        "",
        VOUCHER,
        "200, 0 violations, 1 warning",
    ),
    (
        "POST /v2/supplier/:id/labels",
        "",
        "{}",
        "200, 0 violations, 1 warning",
    ),
    (
        "POST /v2/supplier/:id/labels",
        "",
        "{\"hunter2\":1}",
        "200, 0 violations, 2 warnings",
    ),
    ("POST /v2/supplier/:id/labels", "", "[]", "400, 1 violation"),
    ("GET /v2/supplier/:id/labels", "", "", "405, 0 violations"),
    ("POST /v2/vouchers", "", VOUCHER, "404, 0 violations"),
    ("GET /__sandbox/entities", "", "", "200"),
];

#[test]
fn a_summary_is_one_line_without_secrets() {
    let mut sandbox = Sandbox::new(7);
    for (line, prefer, body, end) in SUMMARIES {
        let (method, path) = line.split_once(' ').unwrap();
        let path = format!("{}?key=hunter2", path.replace(":id", "hunter2"));
        let mut request = request(&path, body.as_bytes());
        *request.method_mut() = method.parse().unwrap();
        if !prefer.is_empty() {
            let prefer = HeaderValue::from_static(prefer);
            request.headers_mut().insert("prefer", prefer);
        }
        let reply = sandbox.answer(request, Timestamp::now());
        assert_eq!(reply.summary, format!("{line} {end}"));
    }
}

#[test]
fn a_summary_is_short_and_has_no_control_characters() {
    let summary = |method: &str, path: &str| {
        let mut request = request(path, b"");
        *request.method_mut() = method.parse().unwrap();
        let summary = Sandbox::new(7).answer(request, Timestamp::now()).summary;
        let is_control = |character: char| character.is_control();
        assert!(!summary.contains(is_control) && summary.len() < 500);
        summary
    };
    // The start of a terminal's escape sequence, and a character that reverses the text direction.
    let escapes = summary("POST", "/v2/\u{9b}31m\u{202e}");
    assert_eq!(escapes, "POST /v2/\\u{9b}31m\\u{202e} 404, 0 violations");
    for path in ["/v2/voucher", "/v2/nowhere", "/__sandbox/events"] {
        summary(&"X".repeat(9_000), path);
    }
    summary("POST", &format!("/v2/{}", "\u{85}".repeat(9_000)));
}

#[test]
fn a_body_that_is_not_json_is_rejected_with_its_location() {
    let message = |body: &[u8]| {
        let (status, message) = rejected(request("/v2/voucher", body));
        assert_eq!(status, 400, "{message}");
        message
    };
    assert!(message(b"").contains("EOF"));
    assert!(message(b"{\"timestamp\":\xff}").contains("not UTF-8 at byte 13"));
    assert!(message(&VOUCHER.as_bytes()[..VOUCHER.len() - 9]).contains("line"));
    assert!(message(b"{} {}").contains("column 4"));
    assert!(message("[".repeat(100_000).as_bytes()).contains("recursion"));
    for duplicate in [
        r#"{"timestamp":1,"timestamp":1}"#,
        r#"{"voucher":{"a":1,"\u0061":2}}"#,
        r#"{"x":[{"":1,"":1}]}"#,
    ] {
        assert!(
            message(duplicate.as_bytes()).contains("duplicate member"),
            "{duplicate}"
        );
    }
    let long = rejected(request("/v2/voucher", &vec![b' '; 10_000_000]));
    assert!(long.0 == 413 && long.1.contains("1048576"), "{}", long.1);
    let padded = format!("{}{VOUCHER}", " ".repeat(LONGEST_BODY - VOUCHER.len()));
    accepted(request("/v2/voucher", padded.as_bytes()));
}

#[test]
fn every_violation_has_its_pointer() {
    let body = json!({
        "timestamp": 1_512_828_988,
        "eventType": "a b",
        "voucher": {"voucherCode": "", "value": "20", "currency": "POUND", "voucherType": "Staff"},
    });
    let (status, message) = rejected(request("/v2/voucher", body.to_string().as_bytes()));
    assert_eq!(status, 400);
    let mut lines = message.lines();
    assert_eq!(lines.next(), Some("Invalid Request:"));
    let pointers: Vec<_> = lines.map(|line| line.split_once(": ").unwrap().0).collect();
    assert_eq!(
        pointers,
        [
            "/timestamp",
            "/voucher/voucherCode",
            "/voucher/value",
            "/voucher/currency",
            "/voucher/creationTime",
            "/voucher/voucherType",
            "/eventType"
        ]
    );
    let (_, message) = rejected(request("/v2/voucher", b"[]"));
    assert!(
        message.ends_with("body: expected an object, found an array"),
        "{message}"
    );
}

#[test]
fn every_shipped_definition_has_an_endpoint() {
    let order = json!({
        "timestamp": 1_512_828_988_826_i64, "customerId": "c",
        "order": {"orderId": "o", "currency": "POUND"},
    });
    let (status, message) = rejected(request("/v2/order", order.to_string().as_bytes()));
    assert!(
        status == 400 && message.contains("/order/currency: "),
        "{message}"
    );
    let labels = request("/v2/supplier/s-1/labels", b"[]");
    assert_eq!(rejected(labels).0, 400);
    assert_eq!(rejected(request("/v2/supplier//labels", b"{}")).0, 404);
}

#[test]
fn a_definition_file_precedes_a_shipped_definition() {
    let file = json!({
        "type": "object", "x-ravelin-path": "/v2/voucher", "required": ["timestamp", "gift"],
        "properties": {
            "timestamp": {"type": "integer", "x-ravelin-kind": "time"},
            "gift": {"type": "object", "required": ["giftId"], "properties": {
                "note": {"type": "string"}, "giftId": {"type": "string", "x-ravelin-kind": "identifier"},
            }},
        },
    });
    let mut sandbox = Sandbox::new(7)
        .with_definition(file.to_string().as_bytes())
        .unwrap();
    let now = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let mut send = |body: &Value| {
        let body = body.to_string();
        let reply = sandbox.answer(request("/v2/voucher", body.as_bytes()), now);
        reply.response.status().as_u16()
    };
    assert_eq!(
        send(&json!({"timestamp": 1_512_828_988_826_i64, "gift": {"note": "x"}})),
        400
    );
    assert_eq!(
        send(&json!({"timestamp": 1_512_828_988_826_i64, "gift": {"giftId": "g", "note": "x"}})),
        200
    );
    assert_eq!(
        send(&json!({"timestamp": 1_512_828_988_825_i64, "gift": {"giftId": "g", "note": "y"}})),
        200
    );
    let gift = json!({"gift": {"giftId": "g", "note": "x"}});
    assert_eq!(sandbox.entity("gift", "g"), Some(gift));
    sandbox.reset();
    let reply = sandbox.answer(request("/v2/voucher", VOUCHER.as_bytes()), now);
    assert_eq!(reply.response.status(), 400, "a reset keeps the file");

    let mistakes = Sandbox::new(7).with_definition(b"{}").unwrap_err();
    assert!(
        mistakes.to_string().contains("x-ravelin-path"),
        "{mistakes}"
    );
}

#[test]
fn an_unlisted_member_is_a_warning() {
    let mut body: Value = serde_json::from_str(VOUCHER).unwrap();
    body["voucher"]["vouchercode"] = json!("x");
    body["voucher"]["custom"] = json!({"anything": 1});
    let answer = accepted(request("/v2/voucher", body.to_string().as_bytes()));
    assert_eq!(
        answer["warnings"],
        json!(["/voucher/vouchercode: not in the definition; did you mean `voucherCode`?"])
    );
}

/// `JSONTestSuite` (<https://github.com/nst/JSONTestSuite>): the sandbox parses what must parse, rejects what must not, and
/// answers in all other cases.
#[test]
#[cfg_attr(
    not(suites),
    ignore = "set SUITES to the folder of the suites: see tests/README.md"
)]
fn a_body_is_json_exactly_if_the_parsing_suite_says_so() {
    let suites = std::env::var_os("SUITES").unwrap();
    let folder = std::path::Path::new(&suites).join("json-parsing/test_parsing");
    let mut count = 0;
    for file in folder.read_dir().unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let body = std::fs::read(&path).unwrap();
        let (status, message) = rejected(request("/v2/voucher", &body));
        let is_json = !message.starts_with("the body is not ");
        let expected = match name.split_once('_').unwrap().0 {
            // Parsers disagree on which of two duplicate members counts, so such a body is rejected.
            "y" => !name.contains("duplicated_key"),
            "n" => false,
            _ => is_json,
        };
        assert_eq!((is_json, status), (expected, 400), "{name}: {message}");
        count += 1;
    }
    assert_eq!(count, 318);
}
