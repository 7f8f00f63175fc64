//! A scored request gets a recommendation, and the addresses for tests force each branch of an integration.

use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};
use voucher_core::Timestamp;
use voucher_core::http::{Action, Answer};
use voucher_core::sandbox::{Sandbox, Times};

const NOW: i64 = 1_512_828_988_826;

/// Sends a body, and returns the answer as text and as the client reads it.
fn send(sandbox: &mut Sandbox, path: &str, body: &Value) -> (Value, Answer) {
    let body = body.to_string();
    let request = Request::post(path)
        .header(AUTHORIZATION, "token sk_test_1")
        .header(CONTENT_TYPE, "application/json")
        .body(body.as_bytes())
        .unwrap();
    let reply = sandbox.answer(request, Timestamp::from_millis(NOW).unwrap());
    let text = String::from_utf8_lossy(reply.response.body()).into_owned();
    assert_eq!(reply.response.status(), 200, "{path}: {text}");
    let answer = Answer::read(&reply.response);
    (serde_json::from_str(&text).unwrap(), answer)
}

fn customer(email: &str) -> Value {
    json!({"timestamp": NOW, "customer": {"customerId": "abc-123-ZYZ", "email": email}})
}

fn refund(email: &str) -> Value {
    json!({
        "timestamp": NOW,
        "customer": {"customerId": "abc-123-ZYZ", "email": email},
        "order": {"orderId": "abcde12345-ZXY"},
        "refund": {
            "refundId": "abc-123-GDFS", "refundRequestTime": NOW, "status": "OPEN", "initiatedBy": "CUSTOMER",
            "type": "REFUND", "claim": "FULL", "amount": 1000, "currency": "GBP",
        },
    })
}

fn login(username: &str) -> Value {
    let mut request: Value =
        serde_json::from_str(include_str!("api/page/v3-login-scored.json")).unwrap();
    request["login"]["username"] = username.into();
    request
}

#[test]
fn each_address_of_the_pages_about_tests_forces_its_action() {
    let path = "/v2/customer?score=accountRegistration";
    for (path, body, expected) in [
        (path, customer("a@qa-force-allow.com"), Action::Allow),
        (path, customer("a@QA-Force-Review.com"), Action::Review),
        (path, customer("a@qa-force-prevent.com"), Action::Prevent),
        (path, customer("a@example.com"), Action::Allow),
        (path, customer("qa-force-prevent.com"), Action::Allow),
    ] {
        let (json, answer) = send(&mut Sandbox::new(7), path, &body);
        assert_eq!(answer.action(), Some(expected), "{json}");
        assert_eq!(json["data"]["customerId"], "abc-123-ZYZ");
        assert!(answer.score().is_some() && answer.score_id().is_some());
        assert_eq!(answer.account_takeover(), None);
    }
    let path = "/v2/refund?score=refundRequest";
    for (name, expected) in [
        ("allow", "ALLOW"),
        ("prevent", "PREVENT"),
        ("manualreview", "MANUAL_REVIEW"),
        ("review", "REVIEW"),
    ] {
        let body = refund(&format!("qa-force-refund-{name}@ravelin.com"));
        let (json, _) = send(&mut Sandbox::new(7), path, &body);
        let expected = json!({"customerId": "abc-123-ZYZ", "action": expected, "source": "RULE"});
        assert_eq!(json["data"], expected);
    }
}

#[test]
fn a_login_gets_the_answer_of_its_page() {
    for (domain, expected) in [
        ("qa-force-ato-allow.com", Action::Allow),
        ("qa-force-ato-review.com", Action::Review),
        ("qa-force-ato-prevent.com", Action::Prevent),
        ("qa-force-prevent.com", Action::Allow),
    ] {
        let body = login(&format!("a@{domain}"));
        let (json, answer) = send(&mut Sandbox::new(7), "/v3/login?score=login", &body);
        let ato = answer.account_takeover().unwrap();
        assert_eq!(ato.action.as_ref(), Some(&expected), "{json}");
        assert!(ato.login_id.is_some());
        assert_eq!(answer.action(), Some(expected));
        assert_eq!(json["success"], "true");
        let time = answer.timestamp().map(Timestamp::as_millis);
        assert_eq!((time, json["timestamp"].is_string()), (Some(NOW), true));
        let credentials = answer.credential_status().unwrap();
        assert_eq!(credentials.password_breached, Some(false));
    }
}

#[test]
fn an_earlier_event_about_the_customer_is_enough() {
    let mut sandbox = Sandbox::new(7).with_times(Times::Strict);
    send(
        &mut sandbox,
        "/v2/customer",
        &customer("a@qa-force-review.com"),
    );
    let checkout = json!({"timestamp": NOW, "customerId": "abc-123-ZYZ"});
    let path = "/v2/checkout?score=checkoutPreAuth";
    let (_, answer) = send(&mut sandbox, path, &checkout);
    assert_eq!(answer.action(), Some(Action::Review));
    let other = json!({"timestamp": NOW, "customerId": "another"});
    let (_, answer) = send(&mut sandbox, path, &other);
    assert_eq!(answer.action(), Some(Action::Allow));
}

#[test]
fn without_a_checkpoint_there_is_no_recommendation() {
    let body = customer("a@qa-force-prevent.com");
    for path in ["/v2/customer", "/v2/backfill/customer"] {
        let (json, answer) = send(&mut Sandbox::new(7), path, &body);
        assert_eq!((answer.action(), json.get("data")), (None, None));
    }
    // Vouchers have no checkpoint.
    let voucher: Value = serde_json::from_str(include_str!("api/example/voucher.json")).unwrap();
    let (json, _) = send(
        &mut Sandbox::new(7),
        "/v2/voucher?score=checkoutPreAuth",
        &voucher,
    );
    assert_eq!(json.get("data"), None);
    assert!(json["warnings"].to_string().contains("unknown parameter"));
}
