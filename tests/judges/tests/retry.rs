//! Any answer can be read, dates are read as `jiff` writes them, and retries respect their limits.

use jiff::Timestamp as Moment;
use jiff::fmt::rfc2822::DateTimePrinter;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;
use std::time::Duration;
use voucher_core::Timestamp;
use voucher_core::http::{Answer, Outcome, RetryPolicy, StatusAction};

/// 1973-03-03 to 9999-12-31, in seconds.
fn timestamps() -> impl Strategy<Value = i64> {
    prop_oneof![
        100_000_000..253_402_300_800_i64,
        1_600_000_000..1_900_000_000_i64
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let member = prop_oneof![
        Just("message"),
        Just("status"),
        Just("success"),
        Just("timestamp"),
        Just("data"),
        Just("warnings"),
        Just("errors"),
        Just("validationErrors"),
        Just("recommendation"),
        Just("action"),
        Just("traceId"),
        Just("class"),
        Just("msg"),
        Just("help"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        prop_oneof![Just("200"), Just("400"), Just("true"), Just("FALSE")].prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((member.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    });
    prop_oneof![
        4 => value.prop_map(|value| value.to_string().into_bytes()),
        1 => vec(any::<u8>(), 0..64),
    ]
}

proptest! {
    #[test]
    fn any_response_can_be_read(
        status in any::<u16>(),
        retry_after in option::of("\\PC{0,20}"),
        body in body(),
    ) {
        let answer = Answer::new(status, retry_after.as_deref(), &body);
        prop_assert_eq!(answer.status(), status);
        let now = Timestamp::from_secs(1_700_000_000).unwrap();
        let outcome = RetryPolicy::default().judge(&answer, now);
        // An error status never counts as delivered.
        prop_assert!((200..300).contains(&status) || outcome != Outcome::Delivered);
        prop_assert!(outcome.retry_after().is_none_or(|after| after <= Answer::LONGEST_RETRY_AFTER));
        let read: Result<Value, _> = serde_json::from_slice(body.trim_ascii());
        prop_assert_eq!(answer.is_json(), read.is_ok());
        prop_assert_eq!(answer.body(), &read.unwrap_or_default());
        let _ = (answer.timestamp(), answer.message(), answer.recommendation(), answer.action());
        let _ = (answer.warnings().count(), answer.validation_errors().count(), answer.trace_id());
    }

    #[test]
    fn a_date_is_read_as_jiff_writes_it(now in timestamps(), after in -100_000..100_000_i64) {
        let date = Moment::from_second(now + after);
        prop_assume!(date.is_ok());
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&date.unwrap()).unwrap();
        let answer = Answer::new(503, Some(&date), b"");
        let read = answer.retry_after(Timestamp::from_secs(now).unwrap());
        let expected = Duration::from_secs(u64::try_from(after).unwrap_or(0));
        prop_assert_eq!(read, Some(expected.min(Answer::LONGEST_RETRY_AFTER)), "{}", date);
    }

    #[test]
    fn attempts_end_within_the_total(
        attempts in 0..40_u32,
        [first, longest, total] in [0..100_000_u64, 0..100_000, 0..1_000_000],
        answers in vec((200..600_u16, option::of(0..200_000_u64), any::<u16>()), 64),
    ) {
        let [first, longest, total] = [first, longest, total].map(Duration::from_millis);
        let policy = RetryPolicy::default().with_attempts(attempts).with_waits(first, longest).with_total(total);
        let mut elapsed = Duration::ZERO;
        let mut made = 0;
        for (status, after, jitter) in answers {
            made += 1;
            let after = after.map(|seconds| seconds.to_string());
            let answer = Answer::new(status, after.as_deref(), b"");
            let outcome = policy.judge(&answer, Timestamp::MIN);
            let wait = policy.wait(made, &outcome, elapsed, jitter);
            let Some(wait) = wait else { break };
            let may_pass = matches!(policy.action(status), StatusAction::Retry { .. });
            prop_assert!(may_pass);
            prop_assert!(wait <= longest);
            elapsed += wait;
            prop_assert!(elapsed < total);
        }
        prop_assert!(made <= attempts.max(1));
    }
}
