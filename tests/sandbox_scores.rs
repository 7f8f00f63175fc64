//! A scored request gets a recommendation, and the addresses for tests force each branch of an integration.

use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};
use voucher_core::Timestamp;
use voucher_core::http::{Action, Answer, Authentication, Challenge, Exemption};
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

fn checkout(email: &str, bin: &str, method: &str) -> Value {
    json!({
        "timestamp": NOW,
        "customer": {"customerId": "abc-123-ZYZ", "email": email},
        "order": {"orderId": "abcde12345-ZXY", "price": 1500, "currency": "GBP"},
        "paymentMethod": {"methodType": method, "paymentMethodId": "card-1", "cardBin": bin},
        "transaction": {"transactionId": "t-1", "amount": 1500, "currency": "GBP", "type": "auth_capture"},
    })
}

const OPTIMISED: &str = "/v2/checkout?score=checkoutPreAuth&transactionOptimisation=true";

/// Addresses, first digits of a card, and what they force.
const OPTIMISATIONS: [(&str, &str, &str); 17] = [
    ("authorise", "", "AUTHORISE"),
    ("authorise-tra", "", "AUTHORISE TRANSACTION_RISK_ANALYSIS"),
    ("Authorise-LowValue", "", "AUTHORISE LOW_VALUE"),
    ("authenticate", "", "AUTHENTICATE"),
    (
        "authenticate-tra",
        "",
        "AUTHENTICATE TRANSACTION_RISK_ANALYSIS",
    ),
    (
        "authenticate-nopreference",
        "",
        "AUTHENTICATE NO_PREFERENCE",
    ),
    ("olo", "", "AUTHORISE because"),
    ("amex", "", "AUTHENTICATE NO_PREFERENCE because"),
    (
        "rfr",
        "",
        "AUTHENTICATE CHALLENGE_REQUESTED_AS_MANDATE because",
    ),
    (
        "highvalue",
        "",
        "AUTHENTICATE CHALLENGE_REQUESTED_AS_MANDATE because",
    ),
    ("", "000001", "AUTHENTICATE"),
    ("", "000002", "AUTHORISE"),
    ("", "000005", "AUTHENTICATE TRANSACTION_RISK_ANALYSIS"),
    ("", "000006", "AUTHORISE TRANSACTION_RISK_ANALYSIS"),
    ("", "000007", "AUTHORISE LOW_VALUE"),
    (
        "",
        "454303",
        "AUTHENTICATE TRANSACTION_RISK_ANALYSIS NO_CHALLENGE_REQUESTED",
    ),
    ("a@qa-force-review.com", "454303", "AUTHENTICATE"),
];

#[test]
fn each_value_of_the_page_about_tests_forces_how_to_authenticate() {
    for (address, bin, expected) in OPTIMISATIONS {
        let email = match address {
            address if address.contains('@') => address.to_owned(),
            name => format!("qa-force-txopt-{name}@ravelin.com"),
        };
        let body = checkout(&email, bin, "card");
        let (_, answer) = send(&mut Sandbox::new(7), OPTIMISED, &body);
        let found = answer.transaction_optimisation().unwrap();
        let parts = [
            found.action.as_ref().map(Authentication::as_str),
            found.exemption.as_ref().map(Exemption::as_str),
            found.challenge.as_ref().map(Challenge::as_str),
            found.compliance.as_ref().map(|_| "because"),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        assert_eq!(parts.join(" "), expected, "{email} {bin}");
        assert_eq!(found.transaction_id.as_deref(), Some("t-1"));
        let is_by_rule = found.action_source.as_deref() == Some("CLIENT_RULE");
        assert_eq!(is_by_rule, found.compliance.is_none());
        // It comes beside the recommendation about fraud.
        assert!(answer.action().is_some() && answer.score().is_some());
    }
}

#[test]
fn only_a_scored_request_with_a_card_gets_one() {
    let unscored = "/v2/checkout?transactionOptimisation=true";
    let not_wanted = "/v2/checkout?score=checkoutPreAuth&transactionOptimisation=false";
    let email = "qa-force-txopt-authorise@ravelin.com";
    for (path, method) in [
        (unscored, "card"),
        (not_wanted, "card"),
        ("/v2/checkout?score=checkoutPreAuth", "card"),
        (OPTIMISED, "cash"),
        (OPTIMISED, "paypal"),
    ] {
        let body = checkout(email, "000001", method);
        let (_, answer) = send(&mut Sandbox::new(7), path, &body);
        assert_eq!(answer.transaction_optimisation(), None, "{path} {method}");
    }
    let mut body = checkout(email, "000001", "card");
    let method = body["paymentMethod"].take();
    body.as_object_mut().unwrap().remove("paymentMethod");
    body["paymentMethods"] = json!([method]);
    let (_, answer) = send(&mut Sandbox::new(7), OPTIMISED, &body);
    assert!(answer.transaction_optimisation().is_some());
}

#[test]
fn a_payment_provider_gets_the_answer_of_its_page() {
    let mut body: Value =
        serde_json::from_str(include_str!("api/page/psp-transaction.json")).unwrap();
    body["transaction"] = json!({"transactionId": "6cbe7636"});
    body["paymentMethod"]
        .as_object_mut()
        .unwrap()
        .remove("eWallet");
    for (email, action) in [
        ("a@qa-force-prevent.com", "PREVENT"),
        ("a@example.com", "ALLOW"),
    ] {
        body["customer"]["email"] = email.into();
        let path = "/psp/transaction?checkpoint=pspBeforeAuth";
        let (json, answer) = send(&mut Sandbox::new(7), path, &body);
        let data = &json["data"];
        assert_eq!(
            (&data["transactionId"], &data["action"]),
            (&"6cbe7636".into(), &action.into())
        );
        assert!(
            data["scoreId"].is_string() && data["rules"].is_object(),
            "{data}"
        );
        assert_eq!((data.get("source"), data.get("customerId")), (None, None));
        assert_eq!(json["timestamp"], NOW);
        assert_eq!(answer.transaction_optimisation(), None);
    }
    body["paymentMethod"]["iin"] = "000002".into();
    let path = "/psp/transaction?checkpoint=pspBeforeAuth&transactionOptimisation=true";
    let (_, answer) = send(&mut Sandbox::new(7), path, &body);
    let found = answer.transaction_optimisation().unwrap();
    assert_eq!(found.action, Some(Authentication::Authorise));
    // Cards in a wallet are not optimised.
    body["paymentMethod"]["eWallet"] = "applepay".into();
    let (_, answer) = send(&mut Sandbox::new(7), path, &body);
    assert_eq!(answer.transaction_optimisation(), None);
}

#[test]
fn endpoints_with_an_answer_of_their_own_get_it() {
    let mut sandbox = Sandbox::new(7);
    let allocation = json!({"orderId": "o", "customerId": "c", "suppliers": [{"supplierId": "s-1"}, {"supplierId": "s-2"}]});
    let (json, answer) = send(&mut sandbox, "/v2/supplier/allocation", &allocation);
    let found: Vec<_> = answer.recommendations().collect();
    assert_eq!(found[1].supplier_id.as_deref(), Some("s-2"));
    assert_eq!(
        (found.len(), &found[0].recommendation),
        (2, &Some(Action::Allow))
    );
    assert_eq!((json.get("status"), json.get("timestamp")), (None, None));

    let label = json!({"category": "PAYMENT_FRAUD", "review": "GENUINE"});
    let (json, answer) = send(&mut sandbox, "/v2/customer/c/labels", &label);
    assert!(json["eventTime"].is_string(), "{json}");
    assert_eq!(answer.timestamp().map(Timestamp::as_millis), Some(NOW));

    // The hash of `password1`.
    let hash = "0B14D501A594442A01C6859541BCB3E8164D183D32937B851835442F69D5C94E";
    for (name, hash, expected) in [
        ("test@example.com", "0".repeat(64), (true, false)),
        ("a@example.com", hash.into(), (false, true)),
    ] {
        let body = json!({"username": name, "passwordHash": hash});
        let (_, answer) = send(&mut sandbox, "/v2/lookup/credentials/check", &body);
        let found = answer.credential_status().unwrap();
        let (name, password) = (found.username_breached, found.password_breached);
        assert_eq!((name, password), (Some(expected.0), Some(expected.1)));
    }
}

#[test]
fn a_registration_may_be_a_supplier_s() {
    let mut body: Value = serde_json::from_str(include_str!("api/page/registration.json")).unwrap();
    let path = "/v2/registration?score=accountRegistration";
    body.as_object_mut().unwrap().remove("customer");
    body["supplier"] =
        json!({"supplierId": "s-1", "type": "driver", "email": "a@qa-force-prevent.com"});
    let (json, answer) = send(&mut Sandbox::new(7), path, &body);
    assert_eq!(answer.action(), Some(Action::Prevent), "{json}");
    assert_eq!(
        answer.credential_status().unwrap().username_breached,
        Some(false)
    );
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
