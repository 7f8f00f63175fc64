//! Violations have codes that logs can keep, and are serialized with them.

use serde_json::{json, to_value};
use std::collections::BTreeSet;
use voucher_core::check::Definition;
use voucher_core::{RavelinEvent, Rule, VoucherCheck};

#[test]
fn the_code_of_a_rule_is_its_name_in_lower_case() {
    for rule in Rule::ALL {
        let mut expected = String::new();
        for character in format!("{rule:?}").chars() {
            if character.is_uppercase() && !expected.is_empty() {
                expected.push('-');
            }
            expected.push(character.to_ascii_lowercase());
        }
        assert_eq!(rule.code(), expected);
        assert_eq!(rule.to_string(), expected);
        assert_eq!(to_value(rule).unwrap(), json!(expected));
    }
    let different: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    assert_eq!(different.len(), Rule::ALL.len());
}

#[test]
fn violations_of_a_struct_are_serialized_with_its_fields() {
    let mut check = VoucherCheck::new("");
    check.depth = Some(11);
    let violations = check.validate().unwrap_err();
    let expected = json!([
        {
            "pointer": "/customerId",
            "field": "VoucherCheck.customer_id",
            "rule": "length",
            "message": violations.first().message(),
        },
        {
            "pointer": "/depth",
            "field": "VoucherCheck.depth",
            "rule": "range",
            "message": "expected at most 10, found 11",
        },
    ]);
    assert_eq!(to_value(&violations).unwrap(), expected);
}

#[test]
fn violations_of_the_validator_are_serialized_with_the_name_that_was_meant() {
    let definition = Definition::find("voucher/check").unwrap();
    let unknown = definition.unknown(&json!({"customerId": "a", "dpeth": 1}));
    let expected = json!([{
        "pointer": "/dpeth",
        "rule": "unknown",
        "message": "not in the definition; did you mean `depth`?",
        "nearest": "depth",
    }]);
    assert_eq!(to_value(&unknown).unwrap(), expected);
}
