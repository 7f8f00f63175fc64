//! A prepared event is a request of any client, a resend is the same bytes, and every answer has an outcome.

use http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use std::time::Duration;
use voucher_core::http::{Answer, Outcome, Recommendation, Token};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher};

fn token() -> Token {
    Token::new("sk_test_1234").unwrap()
}

fn prepared() -> Prepared {
    let moment = Timestamp::from_millis(1_512_828_988_826).unwrap();
    let voucher = Voucher::new(moment, "VOUCH-89", 1_000, Currency::GBP, moment);
    voucher.prepare().unwrap()
}

#[test]
fn a_request_is_the_documented_one() {
    let prepared = prepared();
    let request = prepared.request(&token());
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "/v2/voucher");
    assert_eq!(request.headers()[CONTENT_TYPE], "application/json");
    assert_eq!(request.headers()[AUTHORIZATION], "token sk_test_1234");
    assert_eq!(request.headers().len(), 2);
    assert_eq!(request.body(), prepared.body().as_bytes());
    assert!(!format!("{request:?}").contains("sk_test"));
}

#[test]
fn a_resend_is_the_same_bytes_even_from_a_store() {
    let prepared = prepared();
    let stored = serde_json::to_string(&prepared).unwrap();
    assert!(!stored.contains("sk_test"));
    let again: Prepared = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, prepared);
    let (one, two) = (prepared.request(&token()), again.request(&token()));
    assert_eq!(one.body(), two.body());
    assert_eq!(
        (one.method(), one.uri(), one.headers()),
        (two.method(), two.uri(), two.headers())
    );
}

#[test]
fn every_status_has_its_outcome() {
    let delivered = |status| Answer::new(status, None, b"null").outcome();
    for status in [200, 201, 204, 299] {
        assert_eq!(delivered(status), Outcome::Delivered, "{status}");
    }
    for status in [408, 429, 500, 503, 504] {
        assert_eq!(
            delivered(status),
            Outcome::Retry { after: None },
            "{status}"
        );
    }
    for wrong in [100, 301, 400, 401, 403, 404, 405, 406, 413, 999] {
        let Outcome::Rejected {
            status, message, ..
        } = delivered(wrong)
        else {
            panic!("{wrong} is rejected");
        };
        assert_eq!((status, message.as_str()), (wrong, "no message"));
    }
}

#[test]
fn a_retry_waits_as_long_as_the_api_asks() {
    let after = |header| Answer::new(503, Some(header), b"").outcome();
    let seconds = |seconds| Outcome::Retry {
        after: Some(Duration::from_secs(seconds)),
    };
    assert_eq!(after("30"), seconds(30));
    assert_eq!(after(" 0 "), seconds(0));
    for odd in [
        "",
        "-1",
        "1.5",
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "99999999999999999999",
    ] {
        assert_eq!(after(odd), Outcome::Retry { after: None }, "{odd}");
    }
    let response = http::Response::builder()
        .status(429)
        .header(RETRY_AFTER, "7")
        .body("busy")
        .unwrap();
    assert_eq!(Answer::read(&response).outcome(), seconds(7));
}

/// The answers on the API's pages and in the tests of its clients (the MIT-licensed
/// `deliveroo/ravelin-ruby`, `bds-viktoras/ravelin-java`, `stickytickets/ravelin-csharp`).
#[test]
fn an_answer_is_read_as_far_as_it_is_understood() {
    let created = Answer::new(200, None, br#"{"status":200,"timestamp":1512828988}"#);
    assert_eq!(
        created.timestamp().map(Timestamp::as_millis),
        Some(1_512_828_988_000)
    );
    assert_eq!((created.recommendation(), created.data()), (None, None));

    for (said, wanted) in [
        ("OK", Recommendation::Ok),
        ("ABUSE", Recommendation::Abuse),
        ("MAYBE", Recommendation::Other("MAYBE".into())),
    ] {
        let body = format!(
            r#"{{"timestamp":1512828988826,"recommendation":"{said}","unknownField1":[]}}"#
        );
        let checked = Answer::new(200, None, body.as_bytes());
        assert_eq!(checked.recommendation(), Some(wanted));
        assert_eq!(
            checked.timestamp().map(Timestamp::as_millis),
            Some(1_512_828_988_826)
        );
    }

    let scored = Answer::new(
        200,
        None,
        br#"{"status":200,"timestamp":1,"data":{"action":"SUPPRESS","score":0}}"#,
    );
    assert_eq!(scored.data().unwrap()["score"], 0);
    assert_eq!(scored.timestamp(), None);

    let refused = Answer::new(
        403,
        None,
        br#"{"message":"Invalid Request: API Key Incorrect. Please check your credentials and try again","status":403}"#,
    );
    assert!(
        matches!(refused.outcome(), Outcome::Rejected { status: 403, message, .. } if message.contains("API Key Incorrect"))
    );
}

#[test]
fn an_answer_that_is_no_json_is_still_an_answer() {
    for body in [
        &b""[..],
        b"null",
        b"<html>502</html>",
        b"\xff",
        b"[1]",
        b"7",
        br#"{"message":1,"timestamp":"now","recommendation":[],"data":[]}"#,
    ] {
        let answer = Answer::new(200, None, body);
        assert_eq!(answer.outcome(), Outcome::Delivered);
        assert_eq!(
            (
                answer.timestamp(),
                answer.message(),
                answer.recommendation(),
                answer.data()
            ),
            (None, None, None, None)
        );
    }
}
