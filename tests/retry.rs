//! The retry policy retries transient failures only, and waits as long as the API asks.

use http::header::RETRY_AFTER;
use std::time::Duration;
use voucher_core::http::{
    Answer, Delivery, Lost, NoAnswer, Outcome, RetryPolicy, STATUSES, Settings, StatusAction, Step,
    Token,
};
use voucher_core::{Currency, Prepared, RavelinEvent, Timestamp, Voucher, VoucherCheck};

#[test]
fn every_status_has_its_outcome() {
    let outcome = |status| Answer::new(status, None, b"null").outcome();
    for status in [200, 201, 204, 299] {
        assert_eq!(outcome(status), Outcome::Delivered, "{status}");
    }
    for status in [408, 500, 502, 503, 504, 520, 599] {
        assert_eq!(outcome(status), Outcome::Retry { after: None }, "{status}");
    }
    let limited = Outcome::Retry {
        after: Some(Duration::from_secs(5)),
    };
    assert_eq!(outcome(429), limited);
    assert!(!limited.is_final() && outcome(400).is_final() && outcome(200).is_final());
    for wrong in [
        100, 301, 400, 401, 403, 404, 405, 406, 413, 422, 501, 505, 600, 999,
    ] {
        let Outcome::Rejected {
            status, message, ..
        } = outcome(wrong)
        else {
            panic!("{wrong} is rejected");
        };
        assert_eq!((status, message.as_str()), (wrong, "no message"));
    }
}

#[test]
fn an_answer_that_denies_its_success_is_not_a_success() {
    let outcome = |body: &str| Answer::new(200, None, body.as_bytes()).outcome();
    for body in [
        "",
        " \n",
        "null",
        "{}",
        "[1]",
        "7",
        r#"{"status":"200"}"#,
        r#"{"status":"OK"}"#,
        r#"{"status":200,"success":"true"}"#,
        r#"{"status":200,"success":true}"#,
    ] {
        assert_eq!(outcome(body), Outcome::Delivered, "{body}");
    }
    for (body, stated) in [
        (r#"{"status":400,"message":"no"}"#, 400),
        (r#"{"status":"403","message":"no"}"#, 403),
        (r#"{"success":"false","message":"no"}"#, 200),
        (r#"{"success":false,"Error":"no"}"#, 200),
    ] {
        let Outcome::Rejected {
            status, message, ..
        } = outcome(body)
        else {
            panic!("{body}");
        };
        assert_eq!((status, message.as_str()), (stated, "no"), "{body}");
    }
    let passing = Outcome::Retry { after: None };
    assert_eq!(outcome(r#"{"status":503}"#), passing);
    // The API sends only JSON, so a login page answered instead.
    assert_eq!(outcome("<html>Welcome to Wi-Fi</html>"), passing);
    assert_eq!(outcome(r#"{"status":20"#), passing);
}

/// Values of `Retry-After` that are ignored.
const ODD_WAITS: [&str; 21] = [
    "",
    " ",
    "-1",
    "-0",
    "+1",
    "1.",
    ".5",
    ".",
    "1.5.5",
    "1,5",
    "1.-5",
    "1 0",
    "5s",
    "soon",
    "Wed, 21 Oct 2015",
    "Wed, 21 Oct 2015 25:28:00 GMT",
    "1e3",
    "0x1",
    "\u{661}",
    "NaN",
    "inf",
];

#[test]
fn a_retry_waits_as_long_as_the_api_asks() {
    let now = Timestamp::from_secs(1_445_412_480).unwrap(); // Wed, 21 Oct 2015 07:28:00 GMT
    let policy = RetryPolicy::default();
    let after = |header| match policy.judge(&Answer::new(503, Some(header), b""), now) {
        Outcome::Retry { after } => after.map(|after| after.as_secs()),
        other => panic!("{other:?}"),
    };
    for (header, seconds) in [
        ("30", 30),
        (" 0 ", 0),
        ("99999999999999999999", 86_400),
        ("86401", 86_400),
        ("\t7\t", 7),
        ("1.5", 2),
        ("1.0", 1),
        ("0.000", 0),
        ("0.0001", 1),
        ("0000000000000000000000000000007", 7),
        ("99999999999999999999.9", 86_400),
        ("18446744073709551615.1", 86_400),
        ("Wed, 21 Oct 2015 07:28:10 GMT", 10),
        ("Wednesday, 21-Oct-15 07:28:10 GMT", 10),
        ("Wed Oct 21 07:28:10 2015", 10),
        ("Wed, 21 Oct 2015 07:27:59 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
    ] {
        assert_eq!(after(header), Some(seconds), "{header}");
    }
    for odd in ODD_WAITS {
        assert_eq!(after(odd), None, "{odd}");
    }
    let response = http::Response::builder()
        .status(429)
        .header(RETRY_AFTER, "7")
        .body("busy")
        .unwrap();
    let outcome = Answer::read(&response).outcome();
    assert_eq!(outcome.retry_after(), Some(Duration::from_secs(7)));
}

/// Returns the wait that a response asks for, by a clock that is an hour fast and by one that is an hour slow.
fn waits(headers: &[(&str, &str)]) -> [Option<u64>; 2] {
    let mut response = http::Response::builder().status(503);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let answer = Answer::read(&response.body("").unwrap());
    [1_445_412_480 + 3_600, 1_445_412_480 - 3_600].map(|now| {
        let wait = answer.retry_after(Timestamp::from_secs(now).unwrap());
        wait.map(|wait| wait.as_secs())
    })
}

#[test]
fn a_date_is_compared_to_the_date_of_the_response() {
    const DATE: (&str, &str) = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    const UNTIL: (&str, &str) = ("retry-after", "Wed, 21 Oct 2015 07:28:10 GMT");
    const BEFORE: (&str, &str) = ("retry-after", "Wed, 21 Oct 2015 07:27:59 GMT");
    assert_eq!(waits(&[DATE, UNTIL]), [Some(10); 2]);
    let old = ("date", "Wednesday, 21-Oct-15 07:28:00 GMT");
    assert_eq!(waits(&[old, UNTIL]), [Some(10); 2]);
    assert_eq!(waits(&[DATE, BEFORE]), [Some(0); 2]);
    assert_eq!(waits(&[DATE, ("retry-after", "7")]), [Some(7); 2]);
    // Without a valid `Date`, the local clock is used.
    for odd in [
        &[UNTIL][..],
        &[("date", "today"), UNTIL],
        &[("date", ""), UNTIL],
    ] {
        assert_eq!(waits(odd), [Some(0), Some(3_610)], "{odd:?}");
    }
    assert_eq!(waits(&[DATE]), [None; 2]);
}

#[test]
fn the_longest_of_several_waits_counts() {
    const DATE: (&str, &str) = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    const UNTIL: (&str, &str) = ("retry-after", "Wed, 21 Oct 2015 07:28:10 GMT");
    for (other, seconds) in [("3", 10), ("30", 30), ("soon", 10), ("-1", 10)] {
        let other = ("retry-after", other);
        assert_eq!(
            waits(&[DATE, UNTIL, other]),
            [Some(seconds); 2],
            "{other:?}"
        );
        assert_eq!(
            waits(&[DATE, other, UNTIL]),
            [Some(seconds); 2],
            "{other:?}"
        );
    }
    assert_eq!(
        waits(&[("retry-after", "3"), UNTIL]),
        [Some(3), Some(3_610)]
    );
}

/// Errors in the API's format, and in formats that it might use.
const OWN: [&str; 13] = [
    r#"{"status":400,"message":"no"}"#,
    r#"{"message":"no"}"#,
    r#"{"Error":"no"}"#,
    r#"{"status":"400"}"#,
    r#"{"validationErrors":["no"]}"#,
    r#"{"detail":"no"}"#,
    r#"{"error":{"code":7}}"#,
    r#"{"errors":{"voucher":"no"}}"#,
    r#"{"message":null}"#,
    r#"{"status":200}"#,
    r#"{"status":"no"}"#,
    "{}",
    " {}\n",
];

/// A page instead of an answer contradicts only a status that claims success.
#[test]
fn a_page_counts_as_delivered_only_with_a_status_above_299_that_the_table_accepts() {
    let policy = RetryPolicy::default().with_statuses(&[(299..=301, StatusAction::Delivered)][..]);
    let outcome = |status| policy.judge(&Answer::new(status, None, b"<html>"), Timestamp::now());
    assert_eq!(outcome(299), Outcome::Retry { after: None });
    assert_eq!(outcome(300), Outcome::Delivered);
    assert_eq!(outcome(301), Outcome::Delivered);
}

#[test]
fn a_policy_reports_its_number_of_attempts() {
    let policy = RetryPolicy::default();
    assert_eq!(policy.attempts(), 4);
    assert_eq!(policy.clone().with_attempts(7).attempts(), 7);
    assert_eq!(policy.with_attempts(0).attempts(), 1);
}

/// Bodies that are not errors of the API.
const FOREIGN: [&str; 11] = [
    "",
    " \n",
    "null",
    "[]",
    r#"[{"message":"no"}]"#,
    "7",
    r#""no""#,
    "<html>no</html>",
    r#"{"message":"n"#,
    r#"{"message":"no"},"#,
    "\u{feff}{}",
];

/// A 4xx is final only with a body that the API could have written, and only if it is about the event.
#[test]
fn an_outbox_drops_only_events_that_the_api_rejects() {
    let policy = RetryPolicy::outbox();
    assert_eq!(policy.attempts(), 1);
    let now = Timestamp::now();
    let outcome =
        |status, body: &str| policy.judge(&Answer::new(status, None, body.as_bytes()), now);
    let never = [401, 403, 404, 405, 407, 408, 421, 425, 429];
    for status in 100..=599 {
        let is_final = (400..=499).contains(&status) && !never.contains(&status);
        for body in OWN.into_iter().chain(FOREIGN) {
            let outcome = outcome(status, body);
            let case = format!("{status} {body}: {outcome:?}");
            match outcome {
                Outcome::Delivered => assert!((200..=299).contains(&status), "{case}"),
                Outcome::Rejected { .. } if (200..=299).contains(&status) => {
                    assert!(OWN.contains(&body), "{case}");
                }
                Outcome::Rejected { status: actual, .. } => {
                    assert!(is_final && OWN.contains(&body), "{case}");
                    assert_eq!(actual, status, "{case}");
                }
                Outcome::Retry { after } => {
                    assert!(!is_final || FOREIGN.contains(&body), "{case}");
                    let soon = [408, 429].contains(&status)
                        || status >= 500 && ![501, 505].contains(&status);
                    let later = after == Some(Duration::from_secs(60));
                    assert_eq!(later, !soon && status >= 300 || status < 200, "{case}");
                }
                other => panic!("{other:?}"),
            }
        }
    }
    for status in [0, 99, 600, 999, u16::MAX] {
        assert!(!outcome(status, OWN[0]).is_final(), "{status}");
    }
    // If the body denies the success, the status in the body counts.
    assert!(outcome(200, r#"{"status":400,"message":"no"}"#).is_final());
    assert!(!outcome(200, r#"{"status":401,"message":"no"}"#).is_final());
    assert!(!outcome(200, r#"{"status":404,"message":"no"}"#).is_final());
}

#[test]
fn no_wait_is_shorter_than_the_minimum() {
    let limited = |header: Option<&str>| {
        let mut response = http::Response::builder().status(429);
        if let Some(header) = header {
            response = response.header(RETRY_AFTER, header);
        }
        response.body(Vec::new()).unwrap()
    };
    let waits = Duration::from_millis(1);
    for (retries, least) in [
        (RetryPolicy::default(), 5_000),
        (RetryPolicy::default().with_waits(waits, waits), 5_000),
        (
            RetryPolicy::default().with_status(
                429,
                StatusAction::Retry {
                    after: Duration::from_secs(40),
                },
            ),
            40_000,
        ),
    ] {
        let settings = settings().with_retries(retries);
        let voucher = Voucher::new(Timestamp::MIN, "A", 1, Currency::GBP, Timestamp::MIN);
        let prepared = voucher.prepare().unwrap();
        for header in [
            None,
            Some("0"),
            Some("0.5"),
            Some("-1"),
            Some("4"),
            Some("Wed, 21 Oct 2015 07:28:00 GMT"),
        ] {
            let mut delivery = Delivery::new(&prepared, &settings).unwrap();
            let _ = delivery.attempt(Duration::ZERO);
            let step = delivery.step(Ok(limited(header)), Timestamp::now(), Duration::ZERO, 0);
            let Step::Wait(wait) = step else {
                panic!("{header:?}: {step:?}");
            };
            assert_eq!(wait, Duration::from_millis(least), "{header:?}");
        }
    }
    // A check's timeout is shorter than this wait.
    let settings = settings();
    let prepared = VoucherCheck::new("c").prepare().unwrap();
    let mut delivery = Delivery::new(&prepared, &settings).unwrap();
    let _ = delivery.attempt(Duration::ZERO);
    let step = delivery.step(Ok(limited(Some("0"))), Timestamp::now(), Duration::ZERO, 0);
    assert!(matches!(step, Step::Done(Err(error)) if error.can_retry()));
}

#[test]
fn only_an_attempt_after_a_lost_answer_needs_a_new_connection() {
    let prepared = VoucherCheck::new("c").prepare().unwrap();
    let settings = settings().with_check_timeout(Duration::from_secs(60));
    let mut delivery = Delivery::new(&prepared, &settings).unwrap();
    let busy = http::Response::builder().status(503).body(Vec::new());
    assert!(!delivery.attempt(Duration::ZERO).1.fresh);
    assert!(matches!(
        lost(&mut delivery, Lost::Connection, 0),
        Step::Wait(_)
    ));
    assert!(delivery.attempt(Duration::ZERO).1.fresh);
    let step = delivery.step(Ok(busy.unwrap()), Timestamp::now(), Duration::ZERO, 0);
    assert!(matches!(step, Step::Wait(_)));
    assert!(!delivery.attempt(Duration::ZERO).1.fresh);
}

#[test]
fn the_user_can_change_the_status_table() {
    let now = Timestamp::now();
    let outcome = |policy: &RetryPolicy, status| policy.judge(&Answer::new(status, None, b""), now);
    let kept = RetryPolicy::default().with_status(429, StatusAction::Delivered);
    assert_eq!(outcome(&kept, 429), Outcome::Delivered);
    assert!(!outcome(&kept, 503).is_final());

    let patient = RetryPolicy::default().with_status(
        404,
        StatusAction::Retry {
            after: Duration::from_secs(9),
        },
    );
    let after = Some(Duration::from_secs(9));
    assert_eq!(outcome(&patient, 404), Outcome::Retry { after });

    let strict = RetryPolicy::default().with_statuses(vec![(200..=200, StatusAction::Delivered)]);
    assert_eq!(outcome(&strict, 200), Outcome::Delivered);
    for status in [204, 429, 503] {
        assert!(matches!(
            outcome(&strict, status),
            Outcome::Rejected { status: actual, .. } if actual == status
        ));
    }
    for (statuses, action) in STATUSES {
        assert!(
            statuses.start() <= statuses.end(),
            "{statuses:?} {action:?}"
        );
    }
}

#[test]
fn waits_double_and_are_capped_by_attempts_and_time() {
    let policy = RetryPolicy::default()
        .with_attempts(9)
        .with_waits(Duration::from_millis(100), Duration::from_secs(1));
    let retry = |after| Outcome::Retry {
        after: Option::map(after, Duration::from_millis),
    };
    let wait = |attempt, after, elapsed, jitter| {
        let elapsed = Duration::from_millis(elapsed);
        let wait = policy.wait(attempt, &retry(after), elapsed, jitter);
        wait.map(|wait| wait.as_millis())
    };
    let waits: Vec<_> = (1..=9).map(|attempt| wait(attempt, None, 0, 0)).collect();
    let doubling = [50, 100, 200, 400, 500, 500, 500, 500].map(Some);
    assert_eq!(waits[..8], doubling);
    assert_eq!(waits[8], None, "the ninth attempt was the last");
    // A random part is rounded down.
    for (jitter, expected) in [(0, 50), (u16::MAX / 2 + 1, 74), (u16::MAX, 99)] {
        assert_eq!(wait(1, None, 0, jitter), Some(expected));
    }
    // The wait that the API asks for plus a random part of the first wait, but at most the longest wait.
    assert_eq!(wait(1, Some(700), 0, 0), Some(700));
    assert_eq!(wait(1, Some(700), 0, u16::MAX / 2 + 1), Some(749));
    assert_eq!(wait(1, Some(70), 0, u16::MAX), Some(99));
    assert_eq!(wait(1, Some(86_400_000), 0, u16::MAX), Some(1_000));
    // A wait that would end when the total is used up is not started.
    assert_eq!(wait(1, Some(700), 59_299, 0), Some(700));
    assert_eq!(wait(1, Some(700), 59_300, 0), None);
    assert_eq!(wait(1, None, u64::MAX, 0), None);

    assert_eq!(policy.wait(1, &Outcome::Delivered, Duration::ZERO, 0), None);
    let never = RetryPolicy::never();
    assert_eq!(never.wait(1, &retry(None), Duration::ZERO, 0), None);
}

#[test]
fn a_wait_that_the_api_asks_for_counts_only_if_it_is_longer_than_the_backoff() {
    let policy = RetryPolicy::default().with_waits(Duration::from_nanos(1 << 21), Duration::MAX);
    let wait = |after| {
        let after = Some(Duration::from_nanos(after));
        let wait = policy.wait(1, &Outcome::Retry { after }, Duration::ZERO, 1 << 15);
        wait.map(|wait| wait.as_nanos())
    };
    let backoff = 3 << 19;
    assert_eq!(wait(backoff), Some(3 << 19));
    assert_eq!(wait(backoff + 1), Some((3 << 19) + 1 + (1 << 20)));
}

#[test]
fn the_random_part_of_a_wait_is_less_than_half_of_the_backoff() {
    let policy = RetryPolicy::default().with_waits(Duration::from_nanos(1 << 17), Duration::MAX);
    let wait = policy.wait(1, &Outcome::Retry { after: None }, Duration::ZERO, u16::MAX);
    assert_eq!(wait, Some(Duration::from_nanos((1 << 17) - 1)));
}

#[test]
fn no_setting_makes_a_wait_overflow() {
    let times = [Duration::ZERO, Duration::from_nanos(1), Duration::MAX];
    for (first, longest) in times
        .iter()
        .flat_map(|first| times.map(|longest| (*first, longest)))
    {
        let policy = RetryPolicy::default()
            .with_attempts(u32::MAX)
            .with_waits(first, longest)
            .with_total(Duration::MAX);
        for attempt in [0, 1, 2, 32, 33, 1_000, u32::MAX - 1] {
            for after in [None, Some(Duration::ZERO), Some(Duration::MAX)] {
                for jitter in [0, 1, u16::MAX] {
                    let outcome = Outcome::Retry { after };
                    let wait = policy.wait(attempt, &outcome, Duration::ZERO, jitter);
                    assert!(wait.is_none_or(|wait| wait <= longest));
                }
            }
        }
    }
}

fn settings() -> Settings {
    Settings::new(Token::new("sk_test_1").unwrap())
}

fn lost(delivery: &mut Delivery<'_>, lost: Lost, elapsed: u64) -> Step {
    let elapsed = Duration::from_millis(elapsed);
    delivery.step(Err(NoAnswer::new(lost)), Timestamp::now(), elapsed, 0)
}

#[test]
fn no_attempt_outlasts_the_total() {
    let voucher = Voucher::new(Timestamp::MIN, "A", 1, Currency::GBP, Timestamp::MIN);
    let events: [(Prepared, [(u64, u64); 3]); 2] = [
        // Elapsed milliseconds, and the timeout of the next attempt.
        (
            voucher.prepare().unwrap(),
            [(0, 10_000), (20_000, 10_000), (55_000, 5_000)],
        ),
        (
            VoucherCheck::new("c").prepare().unwrap(),
            [(0, 750), (250, 500), (750, 1)],
        ),
    ];
    for (prepared, attempts) in events {
        let settings = settings();
        let mut delivery = Delivery::new(&prepared, &settings).unwrap();
        for (elapsed, timeout) in attempts {
            let (request, limits) = delivery.attempt(Duration::from_millis(elapsed));
            assert_eq!(
                limits.timeout,
                Duration::from_millis(timeout),
                "{}",
                request.uri()
            );
        }
    }
}

#[test]
fn a_delivery_follows_its_policy() {
    let prepared = VoucherCheck::new("c").prepare().unwrap();
    let settings = settings().with_check_timeout(Duration::from_secs(60));
    let mut delivery = Delivery::new(&prepared, &settings).unwrap();
    for wait in [125, 250, 500] {
        let _ = delivery.attempt(Duration::ZERO);
        let step = lost(&mut delivery, Lost::Timeout, 0);
        assert!(matches!(step, Step::Wait(is) if is == Duration::from_millis(wait)));
    }
    let _ = delivery.attempt(Duration::ZERO);
    let Step::Done(Err(error)) = lost(&mut delivery, Lost::Connection, 0) else {
        panic!("the fourth attempt is the last");
    };
    assert_eq!((error.attempts(), error.can_retry()), (4, true));
    assert_eq!(
        error.no_answer().map(NoAnswer::lost),
        Some(Lost::Connection)
    );

    // A wait that would end after the total is not started.
    let mut delivery = Delivery::new(&prepared, &settings).unwrap();
    let _ = delivery.attempt(Duration::ZERO);
    assert!(matches!(
        lost(&mut delivery, Lost::Timeout, 59_900),
        Step::Done(Err(_))
    ));

    let mut delivery = Delivery::new(&prepared, &settings).unwrap();
    let _ = delivery.attempt(Duration::ZERO);
    let Step::Done(Err(error)) = lost(&mut delivery, Lost::Request, 0) else {
        panic!("the same would happen again");
    };
    assert_eq!((error.attempts(), error.can_retry()), (1, false));
}
