//! The sandbox injects the faults that a request asks for, and random faults at the configured rate.

use http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Request};
use std::time::Duration;
use voucher_core::Timestamp;
use voucher_core::http::{Answer, Outcome};
use voucher_core::sandbox::{Counts, Deliver, Reply, Sandbox};

const VOUCHER: &str = include_str!("api/example/voucher.json");

fn request(body: &str) -> Request<&[u8]> {
    Request::post("/v2/voucher")
        .header(AUTHORIZATION, "token sk_test_1")
        .header(CONTENT_TYPE, "application/json")
        .body(body.as_bytes())
        .unwrap()
}

fn send(sandbox: &mut Sandbox, headers: &[(&'static str, &str)], body: &str) -> Reply {
    let mut request = request(body);
    for (name, value) in headers {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        request.headers_mut().append(*name, value);
    }
    sandbox.answer(request, Timestamp::from_secs(1_512_828_988).unwrap())
}

/// Sends a request with this `Prefer` to a new sandbox. Returns the reply, its body and how many events were accepted.
fn prefer(preferences: &str) -> (Reply, String, u64) {
    let mut sandbox = Sandbox::new(7);
    let reply = send(&mut sandbox, &[("prefer", preferences)], VOUCHER);
    let body = String::from_utf8(reply.response.body().clone()).unwrap();
    (reply, body, sandbox.counts().accepted)
}

#[test]
fn an_error_code_ignores_the_request() {
    for status in [429, 500, 503, 400, 401, 301, 599] {
        let (reply, body, accepted) = prefer(&format!("code={status}"));
        assert_eq!(reply.response.status(), status);
        assert!(body.contains(&format!("\"status\":{status}")), "{body}");
        assert_eq!((accepted, reply.deliver), (0, Deliver::Send));
        assert_eq!(reply.response.headers().get(RETRY_AFTER), None);
    }
    let mut sandbox = Sandbox::new(7);
    let reply = send(&mut sandbox, &[("prefer", "code=503")], "no JSON");
    assert_eq!(reply.response.status(), 503);
    for status in [502, 504] {
        let (reply, body, _) = prefer(&format!("code={status}"));
        assert_eq!(reply.response.headers()[CONTENT_TYPE], "text/html");
        assert!(body.starts_with("<html>"));
    }
}

#[test]
fn a_success_code_needs_a_valid_request() {
    let (reply, body, accepted) = prefer("code=204");
    assert_eq!(
        (reply.response.status().as_u16(), body.as_str(), accepted),
        (204, "", 1)
    );
    assert_eq!(reply.response.headers().len(), 0);
    let (reply, body, accepted) = prefer("code=201");
    assert_eq!((reply.response.status().as_u16(), accepted), (201, 1));
    assert!(body.starts_with('{'));
    let mut sandbox = Sandbox::new(7);
    let reply = send(&mut sandbox, &[("prefer", "code=204, null")], "{}");
    assert_eq!(reply.response.status(), 400);
    assert_eq!(sandbox.counts().accepted, 0);
}

#[test]
fn wait_and_retry_after_are_different() {
    let (reply, _, _) = prefer("code=429, wait=2");
    assert_eq!(reply.response.status(), 429);
    assert_eq!(reply.delay, Duration::from_secs(2));
    let (reply, _, _) = prefer("code=429,retry-after=\"30\" , WAIT = 60");
    assert_eq!(reply.delay, Duration::from_secs(60));
    let thirty = Outcome::Retry {
        after: Some(Duration::from_secs(30)),
    };
    assert_eq!(Answer::read(&reply.response).outcome(), thirty);

    let mut sandbox = Sandbox::new(7);
    let headers = [("prefer", "wait=1"), ("ravelin-min-latency", "1250")];
    let reply = send(&mut sandbox, &headers, VOUCHER);
    assert_eq!(reply.delay, Duration::from_millis(1_250));
    assert_eq!(reply.response.status(), 200);
    let headers = [("prefer", "slow"), ("prefer", "code=500")];
    let reply = send(&mut sandbox, &headers, VOUCHER);
    assert_eq!(
        (reply.deliver, reply.response.status().as_u16()),
        (Deliver::Slow, 500)
    );
}

#[test]
fn a_dropped_event_is_accepted_only_with_drop_after_accept() {
    let (reply, _, accepted) = prefer("drop");
    assert_eq!((reply.deliver, accepted), (Deliver::Drop, 0));
    let (reply, _, accepted) = prefer("drop-after-accept");
    assert_eq!((reply.deliver, accepted), (Deliver::Drop, 1));
    let (reply, body, accepted) = prefer("slow");
    assert_eq!((reply.deliver, accepted), (Deliver::Slow, 1));
    assert!(body.starts_with('{'));
    let (reply, body, accepted) = prefer("null");
    assert_eq!(
        (reply.response.status().as_u16(), body.as_str(), accepted),
        (200, "null", 1)
    );
}

#[test]
fn an_unknown_preference_is_rejected() {
    for (preference, expected) in [
        (
            "dorp",
            "unknown `dorp` in `Prefer`; expected one of `code=429`",
        ),
        ("", "unknown ``"),
        ("drop, ", "unknown ``"),
        ("drop=1", "unknown `drop`"),
        ("code", "unknown `code`"),
        ("code=42", "200 to 599"),
        ("code=199", "200 to 599"),
        ("code=600", "200 to 599"),
        ("code=x", "200 to 599"),
        ("wait=61", "at most 60"),
        ("wait=-1", "at most 60"),
        ("wait=1.5", "at most 60"),
        ("wait=99999999999999999999", "at most 60"),
        ("wait=18446744073709551615", "at most 60"),
        ("retry-after=soon", "expected seconds"),
        ("retry-after=1", "needs a `code`"),
        ("retry-after=1, code=200", "needs a `code`"),
        ("\u{e9}", "unknown `?`"),
    ] {
        let (reply, body, accepted) = prefer(preference);
        assert_eq!((reply.response.status().as_u16(), accepted), (400, 0));
        assert!(body.contains(expected), "{preference}: {body}");
    }
    let mut sandbox = Sandbox::new(7);
    for latency in ["60001", "-1", "soon"] {
        let headers = [("ravelin-min-latency", latency)];
        let reply = send(&mut sandbox, &headers, VOUCHER);
        assert_eq!(reply.response.status(), 400, "{latency}");
    }
}

#[test]
fn prefer_is_parsed_by_the_grammar_of_rfc_7240() {
    for preference in [
        "code=429",
        "code=\"429\"",
        "code=\"4\\29\"",
        "code = 429",
        "CODE\t=\t\"429\"",
        "code=429; x=y",
        "code=429;x",
        "code=429 ; x = \"a,b;c\\\"d\" ; z",
        "code=429;",
        "code=429; x=\"\u{e9}\"",
        "code=429, code=500",
        "slow=\"\", code=429",
        "wait=1; code=500, code=429",
    ] {
        let (reply, body, _) = prefer(preference);
        assert_eq!(reply.response.status(), 429, "{preference}: {body}");
    }
    for preference in [
        "code=\"429",
        "code=429\"",
        "code=\"429\"x",
        "code=4 29",
        "code=429; x=\"",
        "code=429; x=\"\\",
        "code=429; x=a\"b",
    ] {
        let (reply, body, accepted) = prefer(preference);
        assert_eq!((reply.response.status().as_u16(), accepted), (400, 0));
        assert!(body.contains("malformed `code="), "{preference}: {body}");
    }
    let (reply, _, accepted) = prefer("drop=\"\"; reason=\"a, b\"");
    assert_eq!((reply.deliver, accepted), (Deliver::Drop, 0));
    // Several headers form one list.
    let mut sandbox = Sandbox::new(7);
    let headers = [("prefer", "wait=1;x=y"), ("prefer", "code=\"503\", wait=9")];
    let reply = send(&mut sandbox, &headers, VOUCHER);
    assert_eq!(reply.response.status(), 503);
    assert_eq!(reply.delay, Duration::from_secs(1));
}

/// Describes the reply to a request.
fn end(reply: &Reply) -> String {
    let status = reply.response.status().as_u16();
    let is_null = reply.response.body() == b"null";
    format!("{status} {:?} {is_null}", reply.deliver)
}

#[test]
fn the_schedule_has_every_fault_at_its_rate() {
    let count: u64 = 5_000;
    let mut sandbox = Sandbox::new(7).with_faults(0.1);
    let mut ends = std::collections::BTreeMap::new();
    for _ in 0..count {
        let reply = send(&mut sandbox, &[], VOUCHER);
        *ends.entry(end(&reply)).or_insert(0_u64) += 1;
    }
    let good = ends.remove("200 Send false").unwrap();
    // Five standard deviations around 10 %.
    assert!((4_390..=4_610).contains(&good), "{good}");
    let kinds: Vec<_> = ends.keys().map(String::as_str).collect();
    let expected = [
        "200 Drop false",
        "200 Send true",
        "200 Slow false",
        "204 Send false",
        "429 Send false",
        "500 Send false",
        "503 Drop false",
        "503 Send false",
        "504 Send false",
    ];
    assert_eq!(kinds, expected);
    assert!(
        ends.values().all(|each| (20..=100).contains(each)),
        "{ends:?}"
    );

    let Counts {
        accepted,
        refused,
        failed,
        ..
    } = sandbox.counts();
    assert_eq!((accepted + failed, refused), (count, 0));
    let taken = [
        "200 Drop false",
        "200 Send true",
        "200 Slow false",
        "204 Send false",
    ];
    let taken: u64 = taken.iter().map(|kind| ends[*kind]).sum();
    assert_eq!(accepted, good + taken);
}

#[test]
fn the_same_seed_has_the_same_faults_whatever_headers_ask_for() {
    let ends = |seed, with_preferences: bool| -> Vec<String> {
        let mut sandbox = Sandbox::new(seed).with_faults(0.5);
        let mut ends = Vec::new();
        for at in 0..60 {
            let preference: &[_] = if with_preferences && at % 3 == 0 {
                &[("prefer", "code=418")]
            } else {
                &[]
            };
            ends.push(end(&send(&mut sandbox, preference, VOUCHER)));
        }
        ends
    };
    let plain = ends(7, false);
    assert_eq!(plain, ends(7, false));
    assert_ne!(plain, ends(8, false));
    for (at, end) in ends(7, true).into_iter().enumerate() {
        let expected = if at % 3 == 0 {
            "418 Send false"
        } else {
            plain[at].as_str()
        };
        assert_eq!(end, expected);
    }
}

#[test]
fn a_rate_of_0_is_never_and_of_1_always() {
    for rate in [0.0, -1.0, f64::NAN] {
        let mut sandbox = Sandbox::new(3).with_faults(rate);
        for _ in 0..200 {
            let reply = send(&mut sandbox, &[], VOUCHER);
            assert_eq!(end(&reply), "200 Send false");
        }
    }
    for rate in [1.0, 7.0, f64::INFINITY] {
        let mut sandbox = Sandbox::new(3).with_faults(rate);
        for _ in 0..200 {
            let reply = send(&mut sandbox, &[], VOUCHER);
            assert_ne!(end(&reply), "200 Send false");
        }
        let request = Request::get("/__sandbox/events").body(&b""[..]).unwrap();
        let reply = sandbox.answer(request, Timestamp::now());
        assert_eq!(end(&reply), "200 Send false");
    }
}
