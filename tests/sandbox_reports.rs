//! What a reply reports besides the answer: findings with their places, how it was counted, and how entities were merged.

use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use std::time::Duration;
use voucher_core::Timestamp;
use voucher_core::sandbox::{Counted, Deliver, FaultKind, Faults, Reply, Sandbox};

const VOUCHER: &str = include_str!("api/example/voucher.json");

fn send(sandbox: &mut Sandbox, path: &str, body: &str) -> Reply {
    let request = Request::post(path)
        .header(AUTHORIZATION, "token sk_test_1")
        .header(CONTENT_TYPE, "application/json")
        .body(body.as_bytes())
        .unwrap();
    sandbox.answer(request, Timestamp::from_millis(1_512_828_988_826).unwrap())
}

#[test]
fn a_finding_has_the_place_that_the_answer_names() {
    let mut sandbox = Sandbox::new(7);
    let body = VOUCHER.replace("\"GBP\"", "\"XXP\"");
    let body = body.replace("\"voucherType\"", "\"voucherTypo\"");
    let reply = send(&mut sandbox, "/v2/voucher?debug=1", &body);
    let findings: Vec<_> = reply
        .findings
        .iter()
        .map(|finding| (finding.pointer().unwrap(), finding.is_warning()))
        .collect();
    assert!(
        findings.contains(&("/voucher/currency", false)),
        "{findings:?}"
    );
    assert!(
        findings.contains(&("/voucher/voucherTypo", true)),
        "{findings:?}"
    );
    assert!(findings.contains(&("/?debug", true)), "{findings:?}");
    let answer = String::from_utf8_lossy(reply.response.body());
    for finding in &reply.findings {
        assert!(answer.contains(finding.pointer().unwrap()), "{answer}");
    }
    assert_eq!(reply.counted, Counted::Refused);
    assert_eq!(reply.endpoint, "POST /v2/voucher");
}

#[test]
fn malformed_json_is_reported_with_its_line() {
    let reply = send(
        &mut Sandbox::new(7),
        "/v2/voucher",
        "{\n  \"a\": 1,\n  b\n}",
    );
    let [finding] = &reply.findings[..] else {
        panic!("{:?}", reply.findings);
    };
    assert_eq!((finding.line(), finding.pointer()), (Some(3), None));
    let reply = send(&mut Sandbox::new(7), "/v2/nothing", "{}");
    let [finding] = &reply.findings[..] else {
        panic!("{:?}", reply.findings);
    };
    assert_eq!((finding.line(), finding.pointer()), (None, None));
    assert!(finding.message().starts_with("no endpoint"));
}

#[test]
fn each_request_is_counted_where_its_reply_says() {
    let mut sandbox = Sandbox::new(7);
    assert_eq!(
        send(&mut sandbox, "/v2/voucher", VOUCHER).counted,
        Counted::Accepted(1)
    );
    assert_eq!(
        send(&mut sandbox, "/v2/voucher", VOUCHER).counted,
        Counted::Accepted(2)
    );
    sandbox.set_faults(Faults::new(1.0).with_kinds([FaultKind::InternalServerError]));
    assert_eq!(
        send(&mut sandbox, "/v2/voucher", VOUCHER).counted,
        Counted::Failed
    );
    let own = Request::get("/__sandbox/events").body(&b""[..]).unwrap();
    let own = sandbox.answer(own, Timestamp::now());
    assert_eq!(own.counted, Counted::Neither);
    let counts = sandbox.counts();
    assert_eq!((counts.accepted, counts.failed), (2, 1));
}

#[test]
fn faults_have_the_chosen_kinds_and_latency_until_a_reset() {
    let mut sandbox = Sandbox::new(7).with_faults(0.5);
    let faults = Faults::new(1.0).with_kinds([FaultKind::DropAfterAccept]);
    sandbox.set_faults(faults.with_latency(Duration::from_millis(20)));
    for number in 1..=20 {
        let reply = send(&mut sandbox, "/v2/voucher", VOUCHER);
        assert_eq!(reply.deliver, Deliver::Drop);
        assert_eq!(reply.counted, Counted::Accepted(number));
        assert_eq!(reply.delay, Duration::from_millis(20));
    }
    sandbox.set_faults(Faults::new(1.0).with_kinds([]));
    assert_eq!(
        send(&mut sandbox, "/v2/voucher", VOUCHER).response.status(),
        200
    );
    sandbox.reset();
    assert_eq!(sandbox.faults(), &Faults::new(0.5));
}

#[test]
fn the_history_of_an_entity_names_the_event_of_each_value() {
    let mut sandbox = Sandbox::new(7);
    let second = VOUCHER
        .replace("\"timestamp\": 1", "\"timestamp\": 2")
        .replace("\"GBP\"", "\"EUR\"");
    assert_ne!(second, VOUCHER);
    send(&mut sandbox, "/v2/voucher", &second);
    send(&mut sandbox, "/v2/voucher", VOUCHER);
    let entities: Vec<_> = sandbox.entities().collect();
    let [(name, id)] = entities[..] else {
        panic!("{entities:?}");
    };
    let history = sandbox.history(name, id).unwrap();
    let numbers: Vec<_> = history
        .events()
        .iter()
        .map(|event| event.number())
        .collect();
    assert_eq!(numbers, [1, 2]);
    let currency = history.values().iter();
    let mut currency = currency.filter(|value| value.name() == "currency");
    let currency = currency.next().unwrap();
    assert_eq!((currency.json(), currency.event()), ("\"EUR\"", 1));
    assert!(currency.is_of_entity());
    assert!(!format!("{history:?}").contains("EUR"));
    assert!(sandbox.history("voucher", "none").is_none());
}
