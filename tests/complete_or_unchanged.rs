//! One pass validates and writes: every violation is collected, the buffer is unchanged on error, and a valid event
//! costs no allocation beyond the output.

use voucher_core::{RavelinEvent, Rule, Timestamp};

#[derive(RavelinEvent)]
#[ravelin(event = "voucher")]
struct Promo<'p> {
    timestamp: Timestamp,
    voucher_code: &'p str,
    value: u64,
    currency: &'p str,
    #[ravelin(unix = "s")]
    creation_time: i64,
    event_type: Option<&'p str>,
    voucher_type: Option<&'p str>,
    #[ravelin(custom)]
    note: &'p str,
}

fn promo() -> Promo<'static> {
    Promo {
        timestamp: Timestamp::from_millis(1_512_828_988_826).unwrap(),
        voucher_code: "VOUCH-89",
        value: 20,
        currency: "GBP",
        creation_time: 1_512_828_988,
        event_type: Some("promo-created"),
        voucher_type: Some("STAFF"),
        note: "spring",
    }
}

#[test]
fn all_violations_are_collected_in_the_definitions_order() {
    let promo = Promo {
        voucher_code: "",
        value: u64::MAX,
        currency: "pounds",
        creation_time: 1_512_828_988_826,
        event_type: Some("promo created"),
        voucher_type: Some("staff"),
        ..promo()
    };
    let mut out = b"[".to_vec();
    let violations = promo.encode(&mut out).unwrap_err();
    assert_eq!(out, b"[");
    let actual: Vec<_> = violations
        .iter()
        .map(|violation| {
            (
                violation.pointer(),
                violation.field().unwrap(),
                violation.rule(),
            )
        })
        .collect();
    assert_eq!(
        actual,
        [
            ("/voucher/voucherCode", "Promo.voucher_code", Rule::Length),
            ("/voucher/value", "Promo.value", Rule::Range),
            ("/voucher/currency", "Promo.currency", Rule::Pattern),
            ("/voucher/creationTime", "Promo.creation_time", Rule::Time),
            ("/voucher/voucherType", "Promo.voucher_type", Rule::Enum),
            ("/eventType", "Promo.event_type", Rule::Pattern),
        ]
    );
    assert_eq!(promo.validate().unwrap_err(), violations);
    assert_eq!(promo.to_json().unwrap_err(), violations);
    assert_eq!(promo.prepare().unwrap_err(), violations);
    assert_eq!(
        serde_json::to_string(&promo.wire())
            .unwrap_err()
            .to_string(),
        violations.to_string()
    );
    assert_eq!(violations.to_string().lines().count(), 6);
}

#[test]
fn encoding_appends_to_the_output() {
    let mut out = b"[".to_vec();
    promo().encode(&mut out).unwrap();
    out.push(b',');
    let before = out.len();
    Promo {
        currency: "",
        ..promo()
    }
    .encode(&mut out)
    .unwrap_err();
    assert_eq!(out.len(), before);
    promo().encode(&mut out).unwrap();
    out.push(b']');
    let events: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0], events[1]);
}

#[test]
fn strings_of_any_length_are_complete_wherever_the_buffer_ends() {
    for length in (1..200).chain([1_000, 100_000]) {
        let code = "é\"x".repeat(length);
        let code = &code[..code.char_indices().nth(length).unwrap().0];
        for start in [0, 1, 63, 250] {
            let mut out = vec![b' '; start];
            Promo {
                voucher_code: code,
                note: code,
                ..promo()
            }
            .encode(&mut out)
            .unwrap();
            let body: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(body["voucher"]["voucherCode"], code);
            assert_eq!(body["voucher"]["custom"]["note"], code);
            assert_eq!(body["eventType"], "promo-created");
        }
    }
}

#[test]
fn a_valid_event_costs_no_allocation_beyond_the_output() {
    let promo = promo();
    let mut out = Vec::with_capacity(4_096);
    let cost = allocation_counter::measure(|| promo.encode(&mut out).unwrap());
    assert_eq!(cost.count_total, 0);
    let cost = allocation_counter::measure(|| {
        Promo {
            note: "",
            voucher_type: None,
            ..promo
        }
        .validate()
        .unwrap();
    });
    // A member of `custom` can be any `Serialize` type, so it must be written to be validated.
    assert!(cost.count_total <= 2, "{}", cost.count_total);
}

#[test]
fn a_currency_is_written_in_upper_case_and_its_violation_has_a_pointer() {
    let json = Promo {
        currency: "gBp",
        ..promo()
    }
    .to_json()
    .unwrap();
    assert!(json.contains(r#""currency":"GBP""#));
    let violations = Promo {
        currency: "G1P",
        ..promo()
    }
    .validate()
    .unwrap_err();
    assert_eq!(
        violations.first().message(),
        "expected 3 letters, found `1` at byte 1"
    );
}
