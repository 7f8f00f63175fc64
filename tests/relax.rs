//! `relax(…)` waives what a definition that ships says about a field, and nothing else.

#![allow(deprecated)] // each waiver is a warning, which `tests/ui/definition/relaxed-field.rs` shows

use serde_json::{Value, json};
use voucher_core::{RavelinEvent, RavelinFields, Rule, Timestamp};

/// The API documents `customerId` as required, and lists the values of `voucherType`.
#[derive(RavelinEvent)]
#[ravelin(event = "voucher/check", relax(customer_id, voucher_type, depth))]
struct Check<'c> {
    voucher_code: &'c str,
    voucher_type: Option<String>,
    #[ravelin(range(max = 99))]
    depth: i64,
    threshold: u8,
}

fn check() -> Check<'static> {
    Check {
        voucher_code: "VOUCH-89",
        voucher_type: Some("STAFF".into()),
        depth: 11,
        threshold: 2,
    }
}

fn body(event: &impl RavelinEvent) -> Value {
    event.validate().unwrap();
    serde_json::from_str(&event.to_json().unwrap()).unwrap()
}

#[test]
fn a_relaxed_field_may_be_missing_and_have_any_value_of_its_type() {
    let expected = json!({
        "voucherCode": "VOUCH-89", "voucherType": "STAFF", "depth": 11, "threshold": 2
    });
    assert_eq!(body(&check()), expected);
}

#[test]
fn the_rules_of_the_struct_and_of_other_fields_still_apply() {
    let violations = Check {
        voucher_code: "",
        depth: 100,
        ..check()
    }
    .validate()
    .unwrap_err();
    let found = violations
        .iter()
        .map(|found| (found.pointer(), found.field(), found.rule()));
    let expected = [
        ("/voucherCode", Some("Check.voucher_code"), Rule::Length),
        ("/depth", Some("Check.depth"), Rule::Range),
    ];
    assert!(found.eq(expected), "{violations}");
}

#[test]
fn the_schema_has_no_rule_that_is_waived() {
    let schema: Value = serde_json::from_str(&Check::schema()).unwrap();
    let properties = &schema["properties"];
    assert_eq!(properties["voucherType"]["type"], "string");
    assert_eq!(properties["voucherType"]["enum"], Value::Null);
    assert_eq!(properties["depth"]["maximum"], 99);
    assert_eq!(properties["threshold"]["maximum"], 255);
    assert_eq!(
        schema["required"],
        json!(["voucherCode", "depth", "threshold"])
    );
}

#[derive(RavelinFields)]
#[ravelin(event = "voucher", relax(value, voucher_code))]
struct Worth {
    value: Option<u32>,
}

#[derive(RavelinEvent)]
#[ravelin(event = "voucher", timestamp = now, relax(voucher_code, event_type, creation_time, value))]
struct Promo<'p> {
    #[ravelin(length(max = 4))]
    voucher_code: &'p str,
    event_type: &'p str,
    currency: &'p str,
    #[ravelin(flatten)]
    worth: Worth,
}

#[test]
fn a_part_and_its_event_waive_requirements_and_patterns() {
    let mut promo = Promo {
        voucher_code: "V",
        event_type: "-a b",
        currency: "GBP",
        worth: Worth { value: None },
    };
    let sent = body(&promo);
    assert_eq!(
        sent["voucher"],
        json!({ "voucherCode": "V", "currency": "GBP" })
    );
    assert_eq!(sent["eventType"], "-a b");
    promo.voucher_code = "12345";
    assert_eq!(promo.validate().unwrap_err().first().rule(), Rule::Length);
}

#[derive(RavelinEvent)]
#[ravelin(event = "reclaim")]
struct Reclaim {
    timestamp: Timestamp,
    customers: Vec<Customer>,
}

#[derive(RavelinFields)]
#[ravelin(event = "reclaim", object = "customers", relax(method, customer_id))]
struct Customer {
    customer_id: Option<u64>,
    method: &'static str,
}

#[test]
fn an_object_inside_the_body_waives_its_own_rules() {
    let reclaim = Reclaim {
        timestamp: Timestamp::from_millis(1_512_828_988_826).unwrap(),
        customers: vec![Customer {
            customer_id: None,
            method: "PasskeyReset",
        }],
    };
    assert_eq!(
        body(&reclaim)["customers"],
        json!([{ "method": "PasskeyReset" }])
    );
}
