//! The sandbox remembers the exact bodies that it accepted, and answers from them.

use http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE};
use http::{Method, Request, Response};
use serde_json::{Value, json};
use voucher_core::Timestamp;
use voucher_core::sandbox::{CheckRule, LONGEST_BODY, Rejection, Sandbox};

const TIME: i64 = 1_512_828_988_826;

fn send(sandbox: &mut Sandbox, method: Method, path: &str, body: &str) -> Response<Vec<u8>> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(AUTHORIZATION, "token sk_test_1")
        .header(CONTENT_TYPE, "application/json")
        .body(body.as_bytes())
        .unwrap();
    let now = Timestamp::from_millis(TIME).unwrap();
    sandbox.answer(request, now).response
}

fn post(sandbox: &mut Sandbox, path: &str, body: &str) -> Value {
    let response = send(sandbox, Method::POST, path, body);
    let body = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(response.status(), 200, "{body}");
    body
}

fn get(sandbox: &mut Sandbox, path: &str) -> Value {
    let response = send(sandbox, Method::GET, path, "");
    assert_eq!(response.status(), 200);
    serde_json::from_slice(response.body()).unwrap()
}

fn text_of(response: &Response<Vec<u8>>) -> &str {
    std::str::from_utf8(response.body()).unwrap()
}

fn voucher(code: &str, timestamp: i64, optional: &Value) -> String {
    let mut voucher = json!({
        "voucherCode": code, "value": 20, "currency": "GBP", "creationTime": TIME,
    });
    for (name, value) in optional.as_object().unwrap() {
        voucher[name] = value.clone();
    }
    json!({"timestamp": timestamp, "voucher": voucher}).to_string()
}

fn redemption(id: &str, customer: &str, success: bool, timestamp: i64) -> String {
    json!({"timestamp": timestamp, "customerId": customer, "voucherRedemption": {
        "paymentMethodId": id, "voucherCode": "V", "redemptionTime": TIME, "success": success,
        "value": 20, "currency": "GBP", "voucherType": "REFERRAL",
    }})
    .to_string()
}

#[test]
fn an_accepted_event_is_listed_with_its_exact_body() {
    let mut sandbox = Sandbox::new(7);
    let odd = format!(
        "\n {} ",
        voucher("é\u{1F600}", TIME, &json!({"custom": {"a": 1e2}}))
    );
    post(&mut sandbox, "/v2/voucher?score=true", &odd);
    send(&mut sandbox, Method::POST, "/v2/voucher", "{}");
    let check = r#"{"customerId":"c"}"#;
    post(&mut sandbox, "/v2/voucher/check", check);

    let bodies: Vec<_> = sandbox
        .events()
        .map(|event| event.body().to_owned())
        .collect();
    assert_eq!(bodies, [odd.as_str(), check]);
    assert!(!format!("{sandbox:?} {:?}", sandbox.events().next()).contains("customerId"));

    let response = send(&mut sandbox, Method::GET, "/__sandbox/events", "");
    let json = text_of(&response);
    assert!(json.contains(&odd) && json.contains(check), "{json}");
    let listed: Value = serde_json::from_str(json).unwrap();
    let counts = ["accepted", "refused", "failed", "forgotten"].map(|name| listed[name].as_u64());
    assert_eq!(counts, [Some(2), Some(1), Some(0), Some(0)]);
    let event = &listed["events"][1];
    assert_eq!(
        event,
        &json!({"number": 2, "received": TIME, "path": "/v2/voucher/check", "body": {"customerId": "c"}})
    );
    let rest = get(&mut sandbox, "/__sandbox/events?after=1");
    assert_eq!(rest["events"], json!([event]));
    assert_eq!(
        get(&mut sandbox, "/__sandbox/events?after=2")["events"],
        json!([])
    );
}

#[test]
fn rejected_requests_are_listed_with_their_messages() {
    let mut sandbox = Sandbox::new(7);
    let wrong = r#"{"voucher": {"voucherCode": "SECRET-1", "value": "SECRET-2"}}"#;
    send(&mut sandbox, Method::POST, "/v2/voucher", wrong);
    let right = voucher("V", TIME, &json!({}));
    post(&mut sandbox, "/v2/voucher", &right);
    send(&mut sandbox, Method::GET, "/v2/vouchers?key=SECRET-3", "");
    // An invalid request to the sandbox's own endpoints does not count as a request to the API.
    send(&mut sandbox, Method::GET, "/__sandbox/event", "");

    let listed = get(&mut sandbox, "/__sandbox/events");
    let counts = (&listed["refused"], &listed["accepted"]);
    assert_eq!(counts, (&json!(2), &json!(1)));
    assert!(
        !listed["rejected"].to_string().contains("SECRET"),
        "{listed}"
    );
    let reasons = sandbox.rejections().map(Rejection::message);
    let reasons: Vec<_> = reasons.collect();
    assert!(reasons[0].contains("/timestamp: required"), "{reasons:?}");
    assert!(
        reasons[0].contains("/voucher/value: expected an integer"),
        "{reasons:?}"
    );
    let rejected = json!([
        {"number": 1, "received": TIME, "method": "POST", "path": "/v2/voucher", "status": 400, "message": reasons[0]},
        {"number": 2, "received": TIME, "method": "GET", "path": "/v2/vouchers", "status": 404, "message": reasons[1]},
    ]);
    assert_eq!(listed["rejected"], rejected);

    send(&mut sandbox, Method::DELETE, "/__sandbox/events", "");
    let listed = get(&mut sandbox, "/__sandbox/events");
    assert_eq!(listed["rejected"], json!([]));
    assert_eq!(sandbox.rejections().len(), 0);
}

#[test]
fn memory_of_rejected_requests_is_bounded() {
    let mut sandbox = Sandbox::new(7);
    let unknown: Vec<_> = (0..1_000).map(|at| format!(r#""é{at}":1"#)).collect();
    let wrong = format!("{{{}}}", unknown.join(","));
    let path = format!("/v2/{}", "x".repeat(10_000));
    for _ in 0..60 {
        send(&mut sandbox, Method::POST, "/v2/voucher", &wrong);
        send(&mut sandbox, Method::POST, &path, "");
    }
    assert_eq!(sandbox.counts().refused, 120);
    let numbers: Vec<_> = sandbox.rejections().map(Rejection::number).collect();
    assert_eq!(numbers, (21..=120).collect::<Vec<_>>());
    for rejection in sandbox.rejections() {
        assert!(rejection.message().len() < 4_200 && rejection.path().len() < 300);
    }
    let response = send(&mut sandbox, Method::GET, "/__sandbox/events", "");
    assert!(response.body().len() < 1 << 20);
}

#[test]
fn inspection_needs_no_token_and_reports_what_it_accepts() {
    let mut sandbox = Sandbox::new(7);
    let request = Request::get("/__sandbox/events").body(&b""[..]).unwrap();
    let reply = sandbox.answer(request, Timestamp::now());
    assert_eq!(reply.response.status(), 200);
    for (method, path, status) in [
        (Method::HEAD, "/__sandbox/events", 200),
        (Method::HEAD, "/__sandbox/entities", 200),
        (Method::POST, "/__sandbox/events", 405),
        (Method::DELETE, "/__sandbox/entities", 405),
        (Method::GET, "/__sandbox", 404),
        (Method::GET, "/__sandbox/event", 404),
        (Method::GET, "/__sandbox/events?after=x", 400),
        (Method::GET, "/__sandbox/events?from=1", 400),
    ] {
        let response = send(&mut sandbox, method, path, "");
        assert_eq!(response.status(), status, "{path}");
        let allowed = response
            .headers()
            .get(ALLOW)
            .map(|value| value.to_str().unwrap());
        let expected = match path {
            _ if status != 405 => None,
            "/__sandbox/events" => Some("GET, HEAD, DELETE"),
            _ => Some("GET, HEAD"),
        };
        assert_eq!(allowed, expected);
    }
    assert_eq!(sandbox.counts(), Sandbox::new(7).counts());
}

#[test]
fn an_entity_is_merged_by_timestamp_field_by_field() {
    let mut sandbox = Sandbox::new(7);
    let later = voucher("V", TIME + 5, &json!({"value": 30, "custom": {"a": 1}}));
    let earlier = voucher("V", TIME, &json!({"referrerId": "c1", "custom": {"b": 2}}));
    post(&mut sandbox, "/v2/voucher", &later);
    post(&mut sandbox, "/v2/voucher", &earlier);
    let merged = json!({"voucher": {
        "voucherCode": "V", "value": 30, "currency": "GBP", "creationTime": TIME,
        "referrerId": "c1", "custom": {"a": 1},
    }});
    assert_eq!(sandbox.entity("voucher", "V").unwrap(), merged);
    post(
        &mut sandbox,
        "/v2/paymentmethod/voucher",
        &redemption("p", "c2", false, TIME),
    );
    // In JSON Schema, a number with a fraction of zero is an integer.
    let float = redemption("p", "c2", true, 7)
        .replace(r#""timestamp":7"#, r#""timestamp":1512828988827.0"#);
    post(&mut sandbox, "/v2/paymentmethod/voucher", &float);
    let entities = get(&mut sandbox, "/__sandbox/entities");
    assert_eq!(entities["voucher"], json!({"V": merged}));
    let redemption = &entities["voucherRedemption"]["p"];
    assert_eq!(redemption["customerId"], "c2");
    assert_eq!(redemption["voucherRedemption"]["success"], true);
    assert_eq!(sandbox.entity("voucher", "W"), None);
    assert_eq!(sandbox.entity("vouchers", "V"), None);
}

#[test]
fn a_check_is_answered_from_remembered_events() {
    let mut sandbox = Sandbox::new(7);
    post(
        &mut sandbox,
        "/v2/voucher",
        &voucher("V", TIME, &json!({"referrerId": "owner"})),
    );
    let mut counts = Vec::new();
    for (at, customer) in ["c1", "c1", "owner", "c2"].into_iter().enumerate() {
        let id = format!("p{at}");
        // The attempt failed at first, and was sent twice.
        for (success, timestamp) in [(true, TIME + 1), (false, TIME), (true, TIME + 1)] {
            let body = redemption(&id, customer, success, timestamp);
            post(&mut sandbox, "/v2/paymentmethod/voucher", &body);
        }
        let recommended = |sandbox: &Sandbox, threshold: i64| {
            let check = json!({"customerId": "c9", "voucherCode": "V", "threshold": threshold});
            let answer = post(
                &mut sandbox.clone(),
                "/v2/voucher/check",
                &check.to_string(),
            );
            assert_eq!(answer["timestamp"], 1_512_828_988);
            answer["recommendation"] == "ABUSE"
        };
        // Finds the highest threshold that is still abuse.
        let highest = |sandbox: &Sandbox| {
            (1..9)
                .rev()
                .find(|threshold| recommended(sandbox, *threshold))
        };
        let older = sandbox.clone().with_check(CheckRule::OwnerAndUsers);
        counts.push((highest(&sandbox), highest(&older)));
        assert_eq!(recommended(&sandbox, 0), at + 1 >= 3);
        assert_eq!(recommended(&older, 0), at == 3);
    }
    // `Uses` counts uses. `OwnerAndUsers` counts owner, c1 and c2, minus one because it must exceed the threshold.
    assert_eq!(
        counts,
        [
            (Some(1), Some(1)),
            (Some(2), Some(1)),
            (Some(3), Some(1)),
            (Some(4), Some(2))
        ]
    );
    for body in [
        json!({"customerId": "c1", "threshold": 1}),
        // In JSON Schema, a number with a fraction of zero is an integer.
        json!({"customerId": "c1", "voucherCode": "V", "threshold": 5.0}),
        json!({"customerId": "c1", "voucherCode": "W", "threshold": 1}),
    ] {
        let answer = post(&mut sandbox, "/v2/voucher/check", &body.to_string());
        assert_eq!(answer["recommendation"], "OK");
    }
}

#[test]
fn backfill_accepts_the_same_body_if_it_has_a_timestamp() {
    let mut sandbox = Sandbox::new(7);
    let body = voucher("V", TIME, &json!({}));
    let answer = post(&mut sandbox, "/v2/backfill/voucher", &body);
    assert_eq!(
        (&answer["status"], &answer["success"]),
        (&json!(200), &json!("true"))
    );
    post(
        &mut sandbox,
        "/v2/backfill/paymentmethod/voucher",
        &redemption("p", "c", true, TIME),
    );
    assert!(sandbox.entity("voucher", "V").is_some());
    assert_eq!(
        sandbox.events().next().unwrap().path(),
        "/v2/backfill/voucher"
    );
    for (path, body) in [
        ("/v2/backfill/voucher/check", r#"{"customerId":"c"}"#),
        ("/v2/backfill/backfill/voucher", &body),
        ("/v3/backfill/voucher", &body),
        ("/backfill/v2/voucher", &body),
    ] {
        let response = send(&mut sandbox, Method::POST, path, body);
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[test]
fn memory_is_bounded() {
    let mut sandbox = Sandbox::new(7).with_memory(2);
    for code in ["A", "B", "C"] {
        post(
            &mut sandbox,
            "/v2/voucher",
            &voucher(code, TIME, &json!({})),
        );
    }
    assert_eq!(sandbox.entity("voucher", "A"), None);
    assert!(sandbox.entity("voucher", "B").is_some());
    let numbers: Vec<_> = sandbox
        .events()
        .map(voucher_core::sandbox::Event::number)
        .collect();
    assert_eq!(numbers, [2, 3]);
    let counts = sandbox.counts();
    assert_eq!((counts.accepted, counts.forgotten), (3, 1));

    // The limit can be lowered later.
    assert_eq!(sandbox.with_memory(1).entity("voucher", "B"), None);

    // Bodies may use 4 KiB per event.
    let mut sandbox = Sandbox::new(7).with_memory(1_024);
    let custom = json!({"custom": {"a": "x".repeat(LONGEST_BODY - 400)}});
    let large = voucher("L", TIME, &custom);
    for _ in 0..8 {
        post(&mut sandbox, "/v2/voucher", &large);
    }
    assert_eq!(sandbox.events().len(), (4 << 20) / large.len());
    // The longest body always fits.
    let mut sandbox = Sandbox::new(7).with_memory(0);
    post(&mut sandbox, "/v2/voucher", &large);
    assert_eq!(sandbox.events().len(), 1);
}

#[test]
fn a_reset_sandbox_is_like_new() {
    let body = voucher("V", TIME, &json!({}));
    let mut sandbox = Sandbox::new(7).with_faults(0.5).with_memory(3);
    let run = |sandbox: &mut Sandbox| -> Vec<_> {
        let mut answer = || send(sandbox, Method::POST, "/v2/voucher", &body).into_body();
        (0..20).map(|_| answer()).collect()
    };
    let first = run(&mut sandbox);
    let response = send(&mut sandbox, Method::DELETE, "/__sandbox/events", "");
    let forgotten = text_of(&response);
    assert!(forgotten.starts_with(r#"{"forgotten":1"#), "{forgotten}");
    assert_eq!(
        (sandbox.events().len(), sandbox.entity("voucher", "V")),
        (0, None)
    );
    assert_eq!(sandbox.counts(), Sandbox::new(7).counts());
    assert_eq!(run(&mut sandbox), first);
    assert_eq!(sandbox.events().len(), 3);
}
