//! For any definition and any text, the fast pass of the checker accepts only what the run-time validator accepts, and the
//! checker finds the same violations, where they are.

#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/definition.rs"]
mod definition;
#[path = "check/names.rs"]
mod names;
#[path = "check/odd.rs"]
mod odd;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/value.rs"]
mod value;

use choices::Choices;
use names::duplicates;
use odd::Odd;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use voucher_codegen::check::{Checker, Finding, Rule};
use voucher_definition::{Definition, Violation};

#[derive(Debug, Default)]
struct Counts {
    definitions: u32,
    valid: u32,
    invalid: u32,
    /// Valid bodies that the fast pass accepted.
    fast: u32,
    with_duplicates: u32,
    not_json: u32,
}

/// Returns what a finding and a violation have in common, sorted, because findings have the order of the text.
fn of_findings<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<(String, String)> {
    let findings = findings.into_iter();
    let mut found: Vec<_> = findings
        .filter(|finding| matches!(finding.rule, Rule::Definition(_)))
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

/// Returns the offset of a finding, from its line and column.
fn offset(finding: &Finding, text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let mut offset = 0;
    for _ in 1..finding.line {
        offset += lines.next().unwrap().len();
    }
    let column = usize::try_from(finding.column).unwrap() - 1;
    let line = lines.next().unwrap_or_default();
    offset + line.chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// Checks that a finding is at the value that its pointer names.
fn check_place(finding: &Finding, text: &str, body: &Value) -> TestCaseResult {
    let offset = offset(finding, text);
    prop_assert_eq!(u64::try_from(offset).unwrap(), finding.offset);
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

/// Both ways to check a definition.
struct Checkers {
    definition: &'static Definition,
    checker: Checker,
    strict: Checker,
    has_sensitive: bool,
}

impl Checkers {
    fn new(schema: &Value, definition: &'static Definition) -> Self {
        Self {
            definition,
            checker: Checker::new(definition),
            strict: Checker::new(definition).report_unknown(),
            has_sensitive: schema.to_string().contains("x-ravelin-sensitive"),
        }
    }

    /// Checks that an input that is JSON has the violations of its value, and a finding for each duplicate member.
    fn check_body(&mut self, body: &Value, text: &str, counts: &mut Counts) -> TestCaseResult {
        let duplicates = duplicates(text.as_bytes());
        let violations = self.definition.check(body);
        let is_valid = violations.is_ok() && duplicates.is_empty();
        let is_fast = self.checker.is_certainly_valid(text.as_bytes());
        prop_assert!(!is_fast || is_valid, "{:?}\n{}", violations, text);
        let findings = self.checker.check(text.as_bytes()).err();
        let findings = findings.unwrap_or_default();
        let violations = || violations.as_ref().err().into_iter().flatten();
        let found = of_findings(&findings);
        prop_assert_eq!(found, of_violations(violations()), "{}", text);
        for finding in &findings {
            check_place(finding, text, body)?;
        }
        let of_duplicates = findings.iter();
        let of_duplicates: Vec<_> = of_duplicates
            .filter(|finding| finding.rule == Rule::Duplicate)
            .map(|finding| finding.pointer.clone())
            .collect();
        prop_assert_eq!(of_duplicates.len(), duplicates.len(), "{}", text);
        if !self.has_sensitive {
            prop_assert_eq!(
                of_duplicates.into_iter().collect::<BTreeSet<_>>(),
                duplicates
            );
        }
        counts.fast += u32::from(is_fast);
        counts.valid += u32::from(is_valid);
        counts.invalid += u32::from(!is_valid);
        counts.with_duplicates += u32::from(findings.len() > of_violations(violations()).len());

        let unknown = self.definition.unknown(body);
        let is_fast = self.strict.is_certainly_valid(text.as_bytes());
        prop_assert!(!is_fast || is_valid && unknown.is_empty(), "{text}");
        let findings = self.strict.check(text.as_bytes()).err();
        let expected = of_violations(violations().chain(&unknown));
        let found = of_findings(&findings.unwrap_or_default());
        prop_assert_eq!(found, expected, "{}", text);
        Ok(())
    }

    /// Checks that an input that is not JSON has one finding, before which nothing is wrong.
    fn check_broken(&mut self, text: &[u8], counts: &mut Counts) -> TestCaseResult {
        counts.not_json += 1;
        let shown = String::from_utf8_lossy(text);
        prop_assert!(!self.checker.is_certainly_valid(text), "{shown}");
        prop_assert!(!self.strict.is_certainly_valid(text), "{shown}");
        let findings = self.checker.check(text).err().unwrap_or_default();
        let of_strict = self.strict.check(text).err().unwrap_or_default();
        prop_assert_eq!(&of_strict, &findings);
        let [finding] = &findings[..] else {
            return Err(TestCaseError::fail(format!("{findings:?}\n{shown}")));
        };
        let before = &text[..usize::try_from(finding.offset).unwrap()];
        if let Ok(text) = std::str::from_utf8(text) {
            prop_assert_eq!(before.len(), offset(finding, text));
            prop_assert!(matches!(finding.rule, Rule::Syntax | Rule::Depth));
            let parsed = serde_json::from_slice::<Value>(before);
            let is_start = parsed
                .as_ref()
                .map_or_else(serde_json::Error::is_eof, |_| true);
            prop_assert!(is_start, "{:?} {:?}\n{}", parsed, finding, shown);
        } else {
            prop_assert_eq!(finding.rule, Rule::Utf8);
            let wrong = std::str::from_utf8(text).unwrap_err();
            prop_assert_eq!(before.len(), wrong.valid_up_to());
        }
        Ok(())
    }

    fn check(&mut self, text: &[u8], counts: &mut Counts) -> TestCaseResult {
        match (serde_json::from_slice(text), std::str::from_utf8(text)) {
            (Ok(body), Ok(text)) => self.check_body(&body, text, counts),
            _ => self.check_broken(text, counts),
        }
    }
}

/// Changes a few bytes.
fn damage(choices: &mut Choices<'_>, text: &mut Vec<u8>) {
    const BYTES: &[u8] = b"{}[],:\"\\ \n019.eE-+utfn/\x00\x1f\x80\xc3\xff";
    for _ in 0..=choices.below(3) {
        let at = choices.below(text.len() + 1);
        let byte = *choices.one(BYTES);
        match choices.below(4) {
            0 => text.insert(at, byte),
            1 => text.truncate(at),
            _ if at == text.len() => text.push(byte),
            2 => text[at] = byte,
            _ => drop(text.remove(at)),
        }
    }
}

#[test]
fn the_checker_and_the_run_time_validator_agree_on_any_text() {
    let counts = RefCell::new(Counts::default());
    let words = (vec(any::<u32>(), 0..160), vec(any::<u32>(), 0..1200));
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(schema, values)| {
        let schema = schema::document(&mut Choices::new(&schema));
        let Some((_, definition)) = definition::definition(&schema) else {
            return Ok(());
        };
        let mut checkers = Checkers::new(&schema, definition);
        let counts = &mut counts.borrow_mut();
        counts.definitions += 1;
        let mut choices = Choices::new(&values);
        for _ in 0..12 {
            let body = value::near(&mut choices, &schema, &schema);
            checkers.check_body(&body, &body.to_string(), counts)?;
            checkers.check_body(&body, &format!("{body:#}\r\n"), counts)?;
            for has_duplicates in [false, true] {
                let text = Odd { has_duplicates }.write(&mut choices, &body);
                checkers.check(text.as_bytes(), counts)?;
                let mut text = text.into_bytes();
                damage(&mut choices, &mut text);
                checkers.check(&text, counts)?;
            }
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let counts = counts.into_inner();
    println!("{counts:?}");
    assert!(counts.definitions > 100 && counts.invalid > 1_000 && counts.valid > 1_000);
    assert!(counts.with_duplicates > 300 && counts.not_json > 1_000);
    // Otherwise the fast pass would be of no use.
    assert!(counts.fast >= counts.valid - counts.valid / 100);
}

#[test]
fn the_depth_is_that_of_the_parser() {
    let schema = json!({
        "x-ravelin-path": "/a", "type": "object",
        "properties": {
            "any": {"x-ravelin-kind": "any"},
            "custom": {"type": "object", "x-ravelin-kind": "custom"},
            "child": {"$ref": "#"},
            "list": {"oneOf": [{"type": "array", "items": {"$ref": "#/properties/list"}}, {"type": "integer"}]},
            "unique": {"type": "array", "uniqueItems": true, "items": {"x-ravelin-kind": "any"}},
            "either": {"anyOf": [
                {"type": "object", "required": ["a"], "properties": {"a": {"x-ravelin-kind": "any"}}},
                {"type": "object", "required": ["b"], "properties": {"b": {"x-ravelin-kind": "any"}}},
            ]},
            "tagged": {"oneOf": [
                {"type": "object", "required": ["t"], "properties": {"t": {"const": 1}, "a": {"x-ravelin-kind": "any"}}},
                {"type": "object", "required": ["t"], "properties": {"t": {"const": 2}, "a": {"x-ravelin-kind": "any"}}},
            ]},
        },
    });
    let definition = voucher_definition::read(schema.to_string().as_bytes());
    let mut checkers = Checkers::new(&schema, definition.unwrap().leak());
    let mut counts = Counts::default();
    for depth in (0..70).chain(115..135) {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let array = format!("{open}{close}");
        let object = format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        for inner in [array, object] {
            let inner = if inner.is_empty() { "1" } else { &inner };
            for text in [
                format!(r#"{{"any":{inner}}}"#),
                format!(r#"{{"other":{inner}}}"#),
                format!(r#"{{"custom":{{"a":{inner}}}}}"#),
                format!(r#"{{"unique":[1,{inner}]}}"#),
                format!(r#"{{"list":{inner}}}"#),
                format!(r#"{{"either":{{"b":{inner}}}}}"#),
                format!(r#"{{"tagged":{{"a":{inner},"t":2}}}}"#),
                format!(
                    "{}{inner}{}",
                    r#"{"child":"#.repeat(depth),
                    "}".repeat(depth)
                ),
            ] {
                checkers.check(text.as_bytes(), &mut counts).unwrap();
            }
        }
    }
    println!("{counts:?}");
    assert!(counts.valid > 500 && counts.invalid > 50 && counts.not_json > 100);
    // The fast pass has the same limit.
    assert_eq!(counts.fast, counts.valid);
}

#[test]
#[cfg_attr(not(suites), ignore = "set SUITES")]
fn texts_of_json_test_suite_are_accepted_as_by_the_parser() {
    let schema = json!({"x-ravelin-path": "/a", "x-ravelin-kind": "any"});
    let definition = voucher_definition::read(schema.to_string().as_bytes());
    let mut checkers = Checkers::new(&schema, definition.unwrap().leak());
    let folder = std::env::var_os("SUITES").expect("SUITES");
    let folder = std::path::Path::new(&folder).join("json-parsing/test_parsing");
    let mut counts = Counts::default();
    for file in folder.read_dir().unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read(&path).unwrap();
        checkers.check(&text, &mut counts).unwrap();
        let has_other = |rule| rule != Rule::Duplicate;
        let findings = checkers.checker.check(&text).err().unwrap_or_default();
        let is_rejected = findings.iter().any(|finding| has_other(finding.rule));
        match name.split('_').next() {
            Some("y") => assert!(!is_rejected, "{name} {findings:?}"),
            Some("n") => assert!(is_rejected, "{name}"),
            _ => {}
        }
    }
    println!("{counts:?}");
    assert!(counts.valid > 90 && counts.not_json > 180);
}
