//! The sandbox accepts times in the units that the API's page mentions, and rejects all others with advice.

use http::Request;
use serde_json::{Value, json};
use std::path::Path;
use voucher_core::Timestamp;
use voucher_core::http::Answer;
use voucher_core::sandbox::{Sandbox, Times};

const MILLIS: i64 = 1_512_828_988_826;
/// A time at every depth at which a definition can have one.
const TRIP: &str = r#"{
    "x-ravelin-path": "/v2/trip", "type": "object", "required": ["timestamp", "trip"],
    "properties": {
        "timestamp": {"type": "integer", "x-ravelin-kind": "time"},
        "trip": {"type": "object", "properties": {
            "tripId": {"type": "string", "x-ravelin-kind": "identifier"},
            "start": {"type": "integer", "x-ravelin-kind": "time"},
            "stops": {"type": "array", "items": {"type": "integer", "x-ravelin-kind": "time"}},
            "legs": {"type": "array", "items": {"type": "object", "properties": {
                "end": {"type": "integer", "x-ravelin-kind": "time"}
            }}}
        }}
    }
}"#;

fn trip(time: &Value) -> Value {
    json!({"timestamp": time, "trip": {"start": time, "stops": [time], "legs": [{"end": time}]}})
}

const POINTERS: [&str; 4] = [
    "/timestamp",
    "/trip/start",
    "/trip/stops/0",
    "/trip/legs/0/end",
];

fn sandbox(times: Times) -> Sandbox {
    let sandbox = Sandbox::new(7).with_definition(TRIP.as_bytes()).unwrap();
    sandbox.with_times(times)
}

fn post(sandbox: &mut Sandbox, path: &str, body: &Value) -> Answer {
    let body = body.to_string();
    let request = Request::post(path)
        .header("authorization", "token sk_test_1")
        .header("content-type", "application/json")
        .body(body.as_bytes())
        .unwrap();
    Answer::read(&sandbox.answer(request, Timestamp::now()).response)
}

/// Returns the violations or warnings of an answer, each with its pointer and message.
fn findings(answer: &Answer) -> Vec<(String, String)> {
    let message = answer.message().unwrap_or_default().lines().skip(1);
    let warnings = answer
        .warnings()
        .map(|warning| warning.message().to_owned());
    let lines = message.map(str::to_owned).chain(warnings);
    lines
        .map(|line| {
            let (pointer, message) = line.split_once(": ").unwrap();
            (pointer.to_owned(), message.to_owned())
        })
        .collect()
}

#[test]
fn milliseconds_and_nanoseconds_are_accepted_at_every_depth() {
    for times in [Times::Strict, Times::Lenient] {
        for time in [
            json!(MILLIS),
            json!(1_512_828_988_826.0),
            json!(100_000_000_000_i64),
            json!(253_402_300_799_999_i64),
            json!(MILLIS * 1_000_000),
            json!(MILLIS * 1_000_000 + 999_999),
            json!(100_000_000_000_000_000_i64),
            json!(i64::MAX),
        ] {
            let answer = post(&mut sandbox(times), "/v2/trip", &trip(&time));
            assert_eq!(answer.status(), 200, "{time}: {:?}", answer.message());
            assert_eq!(findings(&answer), [], "{time}");
        }
    }
}

#[test]
fn seconds_are_rejected_unless_times_are_lenient() {
    for seconds in [100_000_000_i64, 1_512_828_988, 99_999_999_999] {
        // In JSON Schema, a number with a fraction of zero is an integer.
        for time in [json!(seconds), format!("{seconds}.0").parse().unwrap()] {
            let body = trip(&time);
            let advice = format!("; send milliseconds: {seconds}000");
            let is_right = |(pointer, message): &(String, String)| {
                POINTERS.contains(&pointer.as_str()) && message.ends_with(&advice)
            };
            let answer = post(&mut sandbox(Times::default()), "/v2/trip", &body);
            assert_eq!(answer.status(), 400);
            let violations = findings(&answer);
            assert!(
                violations.len() == 4 && violations.iter().all(is_right),
                "{violations:?}"
            );
            assert!(violations[0].1.contains("looks like a count of seconds"));

            let answer = post(&mut sandbox(Times::Lenient), "/v2/trip", &body);
            assert_eq!(answer.status(), 200);
            let warnings = findings(&answer);
            assert!(
                warnings.len() == 4 && warnings.iter().all(is_right),
                "{warnings:?}"
            );
        }
    }
}

#[test]
fn a_value_that_is_not_a_time_is_always_rejected() {
    for times in [Times::Strict, Times::Lenient] {
        for (time, advice) in [
            (json!(MILLIS * 1_000), "; send milliseconds: 1512828988826"),
            (json!(0), ", the earliest accepted time"),
            (json!(12_345), ", the earliest accepted time"),
            (json!(99_999_999), ", the earliest accepted time"),
            (json!(-2_295_755_266_i64), ", the earliest accepted time"),
            (json!(i64::MIN), ", the earliest accepted time"),
            (
                json!(1_512_828_988.826),
                "; send milliseconds: 1512828988826",
            ),
            (json!(1_512_828_988_826.5), "; send milliseconds"),
            (json!("1512828988"), "; send milliseconds: 1512828988000"),
            (json!("1512828988826"), "; send milliseconds: 1512828988826"),
            (
                json!("2017-12-09T14:16:28.826Z"),
                "; send milliseconds: 1512828988826",
            ),
            (json!("yesterday"), "; send milliseconds"),
            (json!(true), "; send milliseconds"),
            (json!(null), "leave it out"),
        ] {
            let answer = post(&mut sandbox(times), "/v2/trip", &trip(&time));
            assert_eq!(answer.status(), 400, "{time}");
            let violations = findings(&answer);
            assert_eq!(violations.len(), 4, "{violations:?}");
            let last = &violations[3].1;
            assert!(last.ends_with(advice), "{time}: {last}");
        }
    }
}

#[test]
fn a_sensitive_time_is_not_shown_in_any_unit() {
    let file = TRIP.replace(
        r#""trip": {"type": "object","#,
        r#""trip": {"type": "object", "x-ravelin-sensitive": true,"#,
    );
    assert_ne!(file, TRIP);
    for times in [Times::Strict, Times::Lenient] {
        let sandbox = Sandbox::new(7).with_definition(file.as_bytes()).unwrap();
        let body = trip(&json!("1512828988"));
        let answer = post(&mut sandbox.with_times(times), "/v2/trip", &body);
        for (pointer, message) in findings(&answer) {
            assert_eq!(
                message.contains("1512"),
                pointer == "/timestamp",
                "{message}"
            );
            assert!(message.contains("send milliseconds"), "{message}");
        }
    }
}

/// Payloads of the API's clients, which sent seconds; `tests/api/payload/README.md` lists the sources.
const PAYLOADS: [(&str, &str); 14] = [
    ("order", "/v2/order"),
    ("order-node", "/v2/order"),
    ("customer", "/v2/customer"),
    ("customer-node", "/v2/customer"),
    ("transaction", "/v2/transaction"),
    ("pretransaction", "/v2/pretransaction"),
    ("login", "/v2/login"),
    ("login-ruby", "/v2/login"),
    ("paymentmethod", "/v2/paymentmethod"),
    ("chargeback", "/v2/chargeback"),
    ("v3-login", "/v3/login"),
    ("label-customer", "/v2/label/customer"),
    ("reclaim", "/v2/reclaim"),
    ("checkout", "/v2/checkout"),
];

/// Converts every time in milliseconds; returns how many there are.
fn convert(value: &mut Value, change: fn(i64) -> i64) -> usize {
    match value {
        Value::Array(elements) => elements
            .iter_mut()
            .map(|value| convert(value, change))
            .sum(),
        Value::Object(members) => members
            .values_mut()
            .map(|value| convert(value, change))
            .sum(),
        _ => match value.as_i64() {
            Some(count) if count > 100_000_000_000 => {
                *value = change(count).into();
                1
            }
            _ => 0,
        },
    }
}

#[test]
fn payloads_of_clients_are_accepted_in_each_accepted_unit() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api/payload");
    for (name, path) in PAYLOADS {
        let json = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let millis: Value = serde_json::from_slice(&json).unwrap();
        let [mut seconds, mut nanos] = [millis.clone(), millis.clone()];
        let count = convert(&mut seconds, |millis| millis / 1_000);
        convert(&mut nanos, |millis| millis * 1_000_000);
        for (times, body, is_accepted, reported) in [
            (Times::Strict, &millis, true, 0),
            (Times::Strict, &nanos, true, 0),
            (Times::Strict, &seconds, count == 0, count),
            (Times::Lenient, &millis, true, 0),
            (Times::Lenient, &nanos, true, 0),
            (Times::Lenient, &seconds, true, count),
        ] {
            let answer = post(&mut Sandbox::new(7).with_times(times), path, body);
            let findings = findings(&answer);
            assert_eq!(answer.status() == 200, is_accepted, "{name}: {findings:?}");
            assert_eq!(findings.len(), reported, "{name}: {findings:?}");
        }
    }
}

#[test]
fn entities_are_merged_by_time_whatever_its_unit() {
    let sent = |timestamp: i64, note: &str| json!({"timestamp": timestamp, "trip": {"tripId": "t", "note": note}});
    // In chronological order; the first two and the last two differ by less than a millisecond.
    let events = [
        sent(MILLIS - 827, "z"),
        sent((MILLIS - 827) * 1_000_000 + 1, "y"),
        sent(MILLIS / 1_000, "x"),
        sent(MILLIS, "w"),
        sent(MILLIS * 1_000_000 + 1, "v"),
        sent(MILLIS * 1_000_000 + 2, "u"),
    ];
    for last in 0..events.len() {
        for first in 0..last {
            for order in [[first, last], [last, first]] {
                let mut sandbox = sandbox(Times::Lenient);
                for at in order {
                    assert_eq!(post(&mut sandbox, "/v2/trip", &events[at]).status(), 200);
                }
                let merged = sandbox.entity("trip", "t").unwrap();
                assert_eq!(merged["trip"], events[last]["trip"], "{order:?}");
            }
        }
    }
    // A reset keeps this setting.
    let mut sandbox = sandbox(Times::Lenient);
    sandbox.reset();
    assert_eq!(post(&mut sandbox, "/v2/trip", &events[2]).status(), 200);
}
