//! Code that sends events can be tested without a port and without waiting.

use std::time::Duration;
use voucher_core::http::{
    Action, Authentication, Client, Exemption, Limits, Lost, NoAnswer, Recommendation, RetryPolicy,
    Settings, Token, Transport,
};
use voucher_core::sandbox::{Event, InProcess, Sandbox};
use voucher_core::{
    Currency, Prepared, RavelinEvent, RavelinFields, Timestamp, Voucher, VoucherCheck,
    VoucherRedemption, VoucherType,
};

fn token() -> Token {
    Token::new("sk_test_1").unwrap()
}

fn voucher(code: &str) -> Voucher {
    let now = Timestamp::now();
    Voucher::new(now, code, 1_500, Currency::GBP, now)
}

fn client(sandbox: Sandbox, retries: RetryPolicy) -> (Client<InProcess>, InProcess) {
    let transport = InProcess::new(sandbox);
    let settings = Settings::new(token()).with_retries(retries);
    (Client::over(transport.clone(), settings), transport)
}

#[test]
fn the_voucher_flow_is_delivered_and_remembered() {
    let (client, transport) = client(Sandbox::new(7), RetryPolicy::default());
    client.send(&voucher("SPRING-15")).unwrap();
    let mut check = VoucherCheck::new("c1");
    check.voucher_code = Some("SPRING-15".into());
    check.threshold = Some(1);
    let recommended = || client.send(&check).unwrap().recommendation();
    assert_eq!(recommended(), Some(Recommendation::Ok));
    let now = Timestamp::now();
    let redemption = VoucherRedemption::new(
        now,
        "SPRING-15-c1",
        "SPRING-15",
        now,
        true,
        1_500,
        Currency::GBP,
        VoucherType::General,
    );
    client.send(&redemption).unwrap();
    assert_eq!(recommended(), Some(Recommendation::Abuse));
    assert_eq!(transport.lock().counts().accepted, 4);
}

#[test]
fn every_event_arrives_unchanged_despite_faults() {
    let waits = RetryPolicy::default()
        .with_waits(Duration::ZERO, Duration::ZERO)
        .with_attempts(40);
    let (client, transport) = client(Sandbox::new(7).with_faults(0.6), waits);
    let sent: Vec<Prepared> = (0..200)
        .map(|at| voucher(&format!("V{at}")).prepare().unwrap())
        .collect();
    for event in &sent {
        client.send_prepared(event).unwrap();
    }
    let sandbox = transport.lock();
    let mut bodies: Vec<_> = sandbox.events().map(Event::body).collect();
    assert!(
        bodies.len() > sent.len(),
        "some answers were lost, so some came twice"
    );
    bodies.dedup();
    let expected: Vec<_> = sent.iter().map(Prepared::body).collect();
    assert_eq!(bodies, expected);
}

#[test]
fn a_late_answer_is_a_timeout_at_once() {
    let transport = InProcess::new(Sandbox::new(7));
    let request = |preference: &'static str| {
        let mut request = voucher("V").prepare().unwrap().request(&token());
        request
            .headers_mut()
            .insert("prefer", http::HeaderValue::from_static(preference));
        request
    };
    let lost = |preference, seconds| {
        let limits = Limits::new(Duration::from_secs(seconds));
        let answer = Transport::send(&transport, request(preference), &limits);
        answer.err().map(|error| error.lost())
    };
    assert_eq!(lost("wait=60", 60), Some(Lost::Timeout));
    assert_eq!(lost("wait=60", 61), None);
    // 60 to 70 bytes of 10 ms each, after a second.
    assert_eq!(lost("slow, wait=1", 1), Some(Lost::Timeout));
    assert_eq!(lost("slow, wait=1", 2), None);
    assert_eq!(lost("drop", 60), Some(Lost::Connection));
    assert_eq!(lost("drop-after-accept", 60), Some(Lost::Connection));
    // All but `drop` were accepted.
    assert_eq!(transport.lock().counts().accepted, 5);

    let mut limits = Limits::new(Duration::from_secs(1));
    limits.body = 7;
    let answer = Transport::send(&transport, request("wait=0"), &limits).unwrap();
    assert_eq!(answer.body().len(), 7);
}

#[derive(RavelinEvent)]
#[ravelin(event = "supplier/:id/labels")]
struct Label {
    #[ravelin(rename = ":id")]
    supplier: &'static str,
    review: &'static str,
}

#[derive(RavelinEvent)]
#[ravelin(definition = "definitions/visit.json")]
struct Visit {
    #[ravelin(rename = ":id")]
    guest: &'static str,
    timestamp: Timestamp,
}

/// A host without the API.
struct NotFound;

impl Transport for NotFound {
    fn send(
        &self,
        _: http::Request<Vec<u8>>,
        _: &Limits,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        let body = br#"{"message":"nothing here"}"#;
        let response = http::Response::builder().status(404);
        Ok(response.body(body.to_vec()).unwrap())
    }
}

#[test]
fn an_error_contains_base_url_and_endpoint_but_no_ids() {
    let label = Label {
        supplier: "SECRET",
        review: "GENUINE",
    };
    let visit = Visit {
        guest: "SECRET",
        timestamp: Timestamp::now(),
    };
    let visit = visit.prepare().unwrap();
    let settings = Settings::new(token())
        .with_base_url("http://127.0.0.1:8080/base/")
        .unwrap();
    let settings = settings.with_retries(RetryPolicy::default().with_attempts(1));
    let client = Client::over(NotFound, settings);
    for (event, path) in [
        (label.prepare().unwrap(), "/v2/supplier/:id/labels"),
        (visit.clone(), "/v2/guest/:id/visit"),
        (visit.backfill().unwrap(), "/v2/backfill/guest/:id/visit"),
    ] {
        let error = client.send_prepared(&event).unwrap_err();
        let url = format!("http://127.0.0.1:8080/base{path}");
        let [shown, debug] = [error.to_string(), format!("{error:?}")];
        assert!(shown.starts_with(&format!("POST {url}")), "{shown}");
        assert!(shown.contains(", attempt 1: 404, nothing here"), "{shown}");
        assert!(debug.contains(&url), "{debug}");
        assert!(
            !shown.contains("SECRET") && !debug.contains("SECRET"),
            "{debug}"
        );
    }
}

#[derive(RavelinEvent)]
#[ravelin(event = "checkout")]
struct Checkout<'c> {
    timestamp: Timestamp,
    #[ravelin(rename = "?score")]
    checkpoint: &'c str,
    #[ravelin(rename = "?transactionOptimisation")]
    is_optimised: bool,
    customer: Customer<'c>,
    payment_method: Card<'c>,
}

#[derive(RavelinFields)]
#[ravelin(event = "checkout", object = "customer")]
struct Customer<'c> {
    customer_id: &'c str,
    email: &'c str,
}

#[derive(RavelinFields)]
#[ravelin(event = "checkout", object = "paymentMethod[card]")]
struct Card<'c> {
    #[ravelin(rename = "methodType")]
    method_type: &'c str,
    payment_method_id: &'c str,
}

#[test]
fn a_client_reads_how_to_authenticate_a_transaction() {
    let (client, _) = client(Sandbox::new(7), RetryPolicy::default());
    let checkout = |email| Checkout {
        timestamp: Timestamp::now(),
        checkpoint: "checkoutPreAuth",
        is_optimised: true,
        customer: Customer {
            customer_id: "c-1",
            email,
        },
        payment_method: Card {
            method_type: "card",
            payment_method_id: "card-1",
        },
    };
    let answer = client.send(&checkout("qa-force-txopt-authorise-lowvalue@ravelin.com"));
    let answer = answer.unwrap();
    let optimisation = answer.transaction_optimisation().unwrap();
    assert_eq!(optimisation.action, Some(Authentication::Authorise));
    assert_eq!(optimisation.exemption, Some(Exemption::LowValue));
    assert_eq!(answer.action(), Some(Action::Allow));
}
