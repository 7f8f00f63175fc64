//! Checks that all validators report the same about a group of three fields.

use serde_json::Value;
use voucher_core::RavelinEvent;
use voucher_definition::{Definition, Violations};

/// Which fields of the group have a value.
pub(crate) type Present = [bool; 3];

pub(crate) const ALL: [Present; 8] = {
    let mut all = [[false; 3]; 8];
    let mut at = 0;
    while at < 8 {
        all[at] = [at & 1 > 0, at & 2 > 0, at & 4 > 0];
        at += 1;
    }
    all
};

/// Returns the pointer and rule of each violation, sorted, because the fields of a part come where it is flattened.
pub(crate) fn found(violations: &Violations) -> Vec<(String, String)> {
    let found = violations.iter();
    let mut found: Vec<_> = found
        .map(|violation| (violation.pointer().into(), violation.rule().to_string()))
        .collect();
    found.sort();
    found
}

/// Checks that the encoder, the run-time validator and a JSON Schema validator report the same for an event with this body.
pub(crate) fn agree<E: RavelinEvent>(definition: &Definition, body: &Value, event: &E) {
    let expected = definition.check(body).map_err(|found_by| found(&found_by));
    assert_eq!(
        event.validate().map_err(|violations| found(&violations)),
        expected,
        "{body}"
    );
    let sent = event.to_json();
    if let Ok(sent) = &sent {
        assert_eq!(&serde_json::from_str::<Value>(sent).unwrap(), body);
    }
    assert_eq!(
        sent.map(|_| ()).map_err(|violations| found(&violations)),
        expected
    );
    let schema: Value = serde_json::from_str(&E::schema()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    assert_eq!(schema.is_valid(body), expected.is_ok(), "{body}");
}
