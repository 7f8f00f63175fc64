//! The sandbox answers any request, and counts each request once.

use http::{HeaderValue, Method, Request};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use voucher_core::Timestamp;
use voucher_core::sandbox::Sandbox;

fn path() -> impl Strategy<Value = String> {
    let known = [
        "/v2/voucher",
        "/v2/voucher/check",
        "/v2/paymentmethod/voucher",
        "/v2/backfill/voucher",
        "/v2/backfill/voucher/check",
        "/__sandbox/events",
        "/__sandbox/events?after=1",
        "/__sandbox/entities",
        "/__sandbox",
    ];
    prop_oneof![6 => select(known.map(String::from).to_vec()), 1 => "/[a-z0-9/_?=.%-]{0,20}"]
}

fn header() -> impl Strategy<Value = (&'static str, String)> {
    let wishes = "((code|wait|retry-after|drop|drop-after-accept|slow|null)(=\"?[0-9]{0,4}\"?)?[,; ]{0,2}){1,3}";
    prop_oneof![
        ("prefer", wishes).prop_map(|(_, value)| ("prefer", value)),
        "[ -~]{0,20}".prop_map(|value| ("prefer", value)),
        "[0-9]{1,6}|-1|x".prop_map(|value| ("ravelin-min-latency", value)),
        "token sk_[a-z_]{0,9}|[ -~]{0,20}".prop_map(|value| ("authorization", value)),
        Just(("content-type", String::from("text/plain"))),
    ]
}

/// Fragments of JSON, and complete events.
fn body() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"voucher\"",
        "\"timestamp\"",
        "null",
        "-1",
        "1e999",
        "1.0",
        "\\u0000",
        "é",
    ]);
    let example = json!({"timestamp": 1_512_828_988_826_i64, "customerId": "c", "voucherCode": "", "threshold": 1.0,
        "voucher": {"voucherCode": "V", "value": 1, "currency": "GBP", "creationTime": 1_512_828_988_826.0},
        "voucherRedemption": {"paymentMethodId": "p", "voucherCode": "V", "success": true}})
    .to_string();
    prop_oneof![
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()),
        Just(example),
        "\\PC{0,20}",
    ]
}

proptest! {
    #[test]
    fn every_request_is_answered_and_counted_once(
        requests in prop::collection::vec(
            (select(vec![Method::POST, Method::GET, Method::DELETE]), path(), prop::collection::vec(header(), 0..3), body()),
            1..8,
        ),
        (rate, seed, memory) in (0.0..1.0, any::<u64>(), 0..4_usize),
    ) {
        let mut sandbox = Sandbox::new(seed).with_faults(rate).with_memory(memory);
        let mut request_count = 0;
        for (method, path, headers, body) in requests {
            let mut request = Request::new(body.as_bytes());
            let is_api = !path.starts_with("/__sandbox");
            let Ok(uri) = path.parse() else { continue };
            *request.uri_mut() = uri;
            let is_reset = method == Method::DELETE && path.starts_with("/__sandbox/events");
            *request.method_mut() = method;
            request.headers_mut().insert("authorization", HeaderValue::from_static("token sk_test_1"));
            request.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
            for (name, value) in headers {
                request.headers_mut().append(name, HeaderValue::from_str(&value).unwrap());
            }
            let reply = sandbox.answer(request, Timestamp::now());
            let status = reply.response.status();
            prop_assert!((200..600).contains(&status.as_u16()));
            prop_assert!(reply.delay.as_secs() <= 60);
            if reply.response.headers().get("content-type").is_some_and(|kind| kind == "application/json") {
                let body: Result<serde_json::Value, _> = serde_json::from_slice(reply.response.body());
                prop_assert!(body.is_ok());
            }
            request_count = if is_reset { 0 } else { request_count + u64::from(is_api) };
            let counts = sandbox.counts();
            prop_assert_eq!(counts.accepted + counts.refused + counts.failed, request_count);
            let remembered = u64::try_from(sandbox.events().len()).unwrap();
            prop_assert_eq!(counts.accepted - counts.forgotten, remembered);
            prop_assert!(sandbox.events().len() <= memory.max(1));
        }
    }
}
