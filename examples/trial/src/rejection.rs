//! A rejected event is kept with the reason, and does not block other events.

use crate::{Ledger, Program, Sandbox};
use serde_json::{Value, json};
use voucher_core::{Currency, RavelinEvent, Timestamp, Voucher};

/// Checks that valid events are delivered and invalid ones are kept with a reason.
///
/// # Panics
/// Panics if a valid event was not delivered, or an invalid one was not marked as rejected.
pub fn rejections(program: &Program, ledger: &mut dyn Ledger) {
    let now = Timestamp::now();
    let voucher = |code| Voucher::new(now, code, 500, Currency::GBP, now);
    let stored = |code| serde_json::to_value(voucher(code).prepare().expect("it is right"));
    let good = stored("good").expect("JSON").to_string();
    // An event that an older version of the program may have stored.
    let mut old: Value = stored("SECRET-1").expect("JSON");
    old["body"] = json!({"timestamp": 1, "voucher": {"voucherCode": "SECRET-1"}})
        .to_string()
        .into();
    for event in ["{\"body\":\"SECRET-2\"", &old.to_string(), &good] {
        ledger.put(event);
    }

    let sandbox = Sandbox::start(&[]);
    program.drain(&sandbox);
    let recorded = sandbox.recorded();
    let arrived: Vec<_> = recorded
        .events
        .iter()
        .map(|event| event.body.get())
        .collect();
    assert_eq!(arrived, [voucher("good").to_json().expect("it is right")]);
    assert_eq!(recorded.refused, 1, "it is sent once");

    let reasons = ledger.refused().join("\n");
    assert_eq!(ledger.left(), 2, "{reasons}");
    assert!(
        reasons.contains("/timestamp: ") && reasons.contains("cannot help"),
        "{reasons}"
    );
    assert!(reasons.contains("EOF while parsing"), "{reasons}");
    assert!(
        !reasons.contains("SECRET"),
        "no reason contains a voucher code"
    );
}
