//! For any definition and any body, the fast pass of the checker accepts only what the run-time validator accepts, and the
//! checker finds the same violations.

#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/value.rs"]
mod value;

use choices::Choices;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::Value;
use std::cell::RefCell;
use voucher_codegen::check::{Checker, Finding, Rule};
use voucher_definition::{Definition, Violation, read};

#[derive(Debug, Default)]
struct Counts {
    definitions: u32,
    valid: u32,
    invalid: u32,
    /// Valid bodies that the fast pass accepted.
    fast: u32,
}

/// Returns what a finding and a violation have in common, sorted, because findings have the order of the text.
fn of_findings(findings: &[Finding]) -> Vec<(String, String)> {
    let mut found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.pointer.clone(), finding.message.clone()))
        .collect();
    found.sort();
    found
}

fn of_violations<'v>(violations: impl Iterator<Item = &'v Violation>) -> Vec<(String, String)> {
    let mut found: Vec<_> = violations
        .map(|violation| {
            (
                violation.pointer().to_owned(),
                violation.message().to_owned(),
            )
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Checks that a finding is at the value that its pointer names.
fn check_place(finding: &Finding, text: &str, body: &Value) -> TestCaseResult {
    let (lines, offset) = (text.split('\n'), usize::try_from(finding.offset).unwrap());
    let line = lines
        .clone()
        .nth(usize::try_from(finding.line).unwrap() - 1);
    let column = usize::try_from(finding.column).unwrap() - 1;
    let rest: String = line.unwrap().chars().skip(column).collect();
    prop_assert!(text[offset..].starts_with(&rest), "{finding:?}\n{text}");
    let Rule::Definition(rule) = finding.rule else {
        return Ok(());
    };
    if rule == voucher_definition::Rule::Required || rule == voucher_definition::Rule::Unknown {
        return Ok(());
    }
    let mut values = serde_json::Deserializer::from_str(&text[offset..]).into_iter::<Value>();
    let found = values.next().and_then(Result::ok);
    // The pointer of a member of a sensitive map has its position.
    if let Some(expected) = body.pointer(&finding.pointer) {
        prop_assert_eq!(found.as_ref(), Some(expected), "{:?}\n{}", finding, text);
    }
    Ok(())
}

fn check_body(
    definition: &'static Definition,
    checker: &mut Checker,
    strict: &mut Checker,
    body: &Value,
    counts: &mut Counts,
) -> TestCaseResult {
    for text in [body.to_string(), format!("{body:#}\r\n")] {
        let expected = definition.check(body);
        let is_fast = checker.is_certainly_valid(text.as_bytes());
        prop_assert!(!is_fast || expected.is_ok(), "{:?}\n{}", expected, text);
        let findings = checker.check(text.as_bytes()).err().unwrap_or_default();
        let violations = || expected.as_ref().err().into_iter().flatten();
        prop_assert_eq!(
            of_findings(&findings),
            of_violations(violations()),
            "{}",
            text
        );
        for finding in &findings {
            check_place(finding, &text, body)?;
        }
        let unknown = definition.unknown(body);
        let is_fast_strict = strict.is_certainly_valid(text.as_bytes());
        prop_assert!(
            !is_fast_strict || expected.is_ok() && unknown.is_empty(),
            "{text}"
        );
        let findings = strict.check(text.as_bytes()).err().unwrap_or_default();
        let expected = of_violations(violations().chain(&unknown));
        prop_assert_eq!(of_findings(&findings), expected, "{}", text);
        counts.fast += u32::from(is_fast);
        match violations().next() {
            None => counts.valid += 1,
            Some(_) => counts.invalid += 1,
        }
    }
    Ok(())
}

#[test]
fn the_fast_pass_and_the_run_time_validator_agree() {
    let counts = RefCell::new(Counts::default());
    let words = (vec(any::<u32>(), 0..160), vec(any::<u32>(), 0..300));
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(schema, values)| {
        let mut schema = schema::document(&mut Choices::new(&schema));
        let Value::Object(members) = &mut schema else {
            return Ok(());
        };
        members.insert("x-ravelin-path".into(), "/a".into());
        let Ok(model) = read(schema.to_string().as_bytes()) else {
            return Ok(());
        };
        let definition = model.leak();
        let mut checker = Checker::new(definition);
        let mut strict = Checker::new(definition).report_unknown();
        let counts = &mut counts.borrow_mut();
        counts.definitions += 1;
        let mut choices = Choices::new(&values);
        for _ in 0..16 {
            let body = value::near(&mut choices, &schema, &schema);
            check_body(definition, &mut checker, &mut strict, &body, counts)?;
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let counts = counts.into_inner();
    println!("{counts:?}");
    assert!(counts.definitions > 100 && counts.invalid > 1_000 && counts.valid > 1_000);
    // Otherwise the fast pass would be of no use.
    assert!(counts.fast >= counts.valid - counts.valid / 100);
}
