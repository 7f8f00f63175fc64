//! For any schema of the subset and any value, the run-time validator agrees with a JSON Schema validator.

#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/numbers.rs"]
mod numbers;
#[path = "run_time_validator/reference.rs"]
mod reference;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/validator.rs"]
mod validator;
#[path = "run_time_validator/value.rs"]
mod value;

use choices::Choices;
use numbers::{is_float, is_wide};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::Write;
use validator::validator;
use voucher_definition::{Field, Mistakes, Rule, Violation, Violations, read, read_entry};

#[derive(Default)]
struct Counts {
    accepted: u32,
    rejected: u32,
    /// Accepted schemas with alternatives.
    with_alternatives: u32,
    valid: u32,
    invalid: u32,
}

/// Checks that each mistake is at a keyword in the schema.
fn check_mistakes(schema: &Value, mistakes: &Mistakes) -> TestCaseResult {
    for mistake in mistakes {
        let found = schema.pointer(mistake.pointer());
        prop_assert!(found.is_some(), "{mistake}\n{schema}");
        let is_named = match mistake.keyword() {
            Some(keyword) => mistake.pointer().contains(&format!("/{keyword}")),
            None => found == Some(&Value::Bool(false)),
        };
        prop_assert!(is_named, "{mistake}: {:?}\n{schema}", mistake.keyword());
    }
    Ok(())
}

/// Returns the value at a JSON Pointer, in which a member of a sensitive map has its position.
fn at<'v>(value: &'v Value, pointer: &str, is_sensitive: bool) -> Option<&'v Value> {
    let mut value = value;
    for segment in pointer.split('/').skip(1) {
        value = match value {
            Value::Object(members) => {
                let position = || segment.parse().ok().filter(|_| is_sensitive);
                let member = members.get(&segment.replace("~1", "/").replace("~0", "~"));
                member.or_else(|| members.values().nth(position()?))?
            }
            Value::Array(elements) => elements.get(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// Checks that violations are where the value is, and do not show it if it is sensitive.
fn check_violations<'a>(
    schema: &Value,
    value: &Value,
    violations: impl IntoIterator<Item = &'a Violation>,
) -> TestCaseResult {
    let has_sensitive = schema.to_string().contains("x-ravelin-sensitive");
    let is_sensitive = schema["x-ravelin-sensitive"] == true;
    for violation in violations {
        let pointer = violation.pointer();
        let pointer = match violation.rule() {
            Rule::Required => pointer.rsplit_once('/').map_or("", |(parent, _)| parent),
            _ => pointer,
        };
        let is_there = at(value, pointer, has_sensitive).is_some();
        let is_shown = is_sensitive && violation.to_string().contains("SECRET");
        let is_shown = is_shown && !schema.to_string().contains("SECRET");
        prop_assert!(is_there && !is_shown, "{violation}\n{schema}\n{value}");
    }
    Ok(())
}

/// Records the results for a second validator (`second.py`), if `SECOND` names a file. What that one checks differently is left
/// out: formats, multiples of fractions, and `$` before a line break.
fn note(reference: &Value, results: &[(&Value, bool)]) {
    let Some(path) = std::env::var_os("SECOND") else {
        return;
    };
    let text = reference.to_string();
    if ["\"format\"", "\"multipleOf\":0.", "\"multipleOf\":2.5"]
        .iter()
        .any(|part| text.contains(part))
    {
        return;
    }
    let mut notes = json!({ "schema": reference }).to_string() + "\n";
    for (body, is_valid) in results {
        if !body.to_string().contains(r"\n") {
            notes += &(json!({"body": body, "is_valid": is_valid}).to_string() + "\n");
        }
    }
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.unwrap().write_all(notes.as_bytes()).unwrap();
}

/// Checks that the validator has the same result as the reference for each value.
fn check_values(
    schema: &Value,
    values: &[Value],
    check: impl Fn(&Value) -> Result<(), Violations>,
    counts: &mut Counts,
) -> TestCaseResult {
    if !reference::can_rewrite(schema, schema) {
        return Ok(());
    }
    let reference = reference::rewrite(schema, schema);
    let validator = validator(&reference);
    // A `number` is a 64-bit float here but not in the validator, so they differ on numbers that a float cannot represent.
    let has_floats = reference.to_string().contains(r#""number""#);
    let mut results = Vec::new();
    for value in values.iter().filter(|value| !has_floats || is_float(value)) {
        let checked = check(value);
        let is_valid = validator.is_valid(value);
        // An integer has 64 bits here.
        let is_same = checked.is_ok() == is_valid || is_wide(value);
        prop_assert!(is_same, "{:?}\n{}\n{}", checked, schema, value);
        if !is_wide(value) {
            results.push((value, checked.is_ok()));
        }
        match &checked {
            Ok(()) => counts.valid += 1,
            Err(violations) => {
                counts.invalid += 1;
                check_violations(schema, value, violations)?;
            }
        }
    }
    note(&reference, &results);
    Ok(())
}

/// Checks the schema of a value.
fn check_entry(
    schema: &Value,
    values: &[Value],
    counts: &mut Counts,
) -> Result<Option<&'static Field>, TestCaseError> {
    match read_entry(schema.to_string().as_bytes()) {
        Ok(entry) => {
            let field = entry.leak();
            check_values(schema, values, |value| field.check(value), counts)?;
            Ok(Some(field))
        }
        Err(mistakes) => {
            check_mistakes(schema, &mistakes)?;
            Ok(None)
        }
    }
}

/// Checks a definition file with the same schema. It also implies types.
fn check_file(
    schema: &Value,
    values: &[Value],
    entry: Option<&Field>,
    counts: &mut Counts,
) -> TestCaseResult {
    let mut file = schema.clone();
    let Value::Object(members) = &mut file else {
        return Ok(());
    };
    members.insert("x-ravelin-path".into(), "/a".into());
    match read(file.to_string().as_bytes()) {
        Ok(model) => {
            counts.accepted += 1;
            let has_alternatives = schema.to_string().contains("Of\":[");
            counts.with_alternatives += u32::from(has_alternatives);
            let definition = model.leak();
            if definition.body.is_some() {
                check_values(&file, values, |value| definition.check(value), counts)?;
            }
            for value in values {
                check_violations(schema, value, &definition.unknown(value))?;
            }
        }
        Err(mistakes) => {
            counts.rejected += 1;
            prop_assert!(entry.is_none(), "{mistakes}\n{schema}");
            check_mistakes(&file, &mistakes)?;
        }
    }
    Ok(())
}

#[test]
fn the_run_time_validator_agrees_with_jsonschema() {
    let counts = RefCell::new(Counts::default());
    let words = (vec(any::<u32>(), 0..160), vec(any::<u32>(), 0..300));
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(schema, values)| {
        let schema = schema::document(&mut Choices::new(&schema));
        let (mut choices, mut of_schema) = (Choices::new(&values), Vec::new());
        while !choices.is_empty() && of_schema.len() < 16 {
            of_schema.push(value::near(&mut choices, &schema, &schema));
        }
        let counts = &mut counts.borrow_mut();
        let entry = check_entry(&schema, &of_schema, counts)?;
        check_file(&schema, &of_schema, entry, counts)
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let Counts {
        accepted,
        rejected,
        with_alternatives,
        valid,
        invalid,
    } = counts.into_inner();
    println!(
        "{accepted} schemas accepted, {with_alternatives} of them with alternatives, {rejected} rejected; \
         {valid} values valid, {invalid} invalid"
    );
    // Each result occurs often enough.
    assert!(accepted * 2 > rejected && with_alternatives * 10 > accepted);
    assert!(valid * 5 > invalid && invalid * 5 > valid);
}

/// A regression found by the test above: other rules also apply if the range contains a single number.
#[test]
fn a_range_of_one_number_does_not_hide_other_rules() {
    let schema = json!({
        "type": "number", "minimum": 1e-9, "maximum": 1e-9, "multipleOf": 1
    });
    let entry = read_entry(schema.to_string().as_bytes()).unwrap().leak();
    for value in [json!(1e-9), json!(1)] {
        assert!(!validator(&schema).is_valid(&value));
        assert!(entry.check(&value).is_err(), "{value}");
    }
}
