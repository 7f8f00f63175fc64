//! On random events of random definitions, the derive's encoder, the run-time validator and `jsonschema` agree.

#[path = "random/exception.rs"]
mod exception;
#[path = "random/judges.rs"]
mod judges;
#[path = "../../judges/tests/run_time_validator/numbers.rs"]
mod numbers;
#[path = "random/query.rs"]
mod query;
#[path = "../../judges/tests/run_time_validator/reference.rs"]
mod reference;
#[path = "../../judges/tests/run_time_validator/validator.rs"]
mod validator;

use fastrand::Rng;
use judges::{Counts, Judges};
use std::collections::BTreeMap;
use voucher_random::{CASES, Case, SEED};

/// The number of events of each definition.
const EVENTS: usize = 1500;

/// Forms of definitions, as they are in a file. A `node` is recursive.
const FORMS: [&str; 32] = [
    r#""additionalProperties": false"#,
    r#""additionalProperties": {"#,
    r#""anyOf": ["#,
    r#""const": "#,
    r#""discriminator": "#,
    r#""enum": "#,
    r#""exclusiveMaximum": "#,
    r#""exclusiveMinimum": "#,
    r#""format": "date""#,
    r#""format": "date-time""#,
    r#""format": "uuid""#,
    r#""items": {"#,
    r#""maxItems": "#,
    r#""maxLength": "#,
    r#""maxProperties": "#,
    r#""maximum": "#,
    r#""minItems": "#,
    r#""minLength": "#,
    r#""minProperties": "#,
    r#""minimum": "#,
    r#""multipleOf": "#,
    r#""nullable": true"#,
    r#""oneOf": ["#,
    r#""pattern": "#,
    r#""propertyNames": "#,
    r#""type": "null""#,
    r#""uniqueItems": true"#,
    r#""x-ravelin-kind": "#,
    r#""x-ravelin-query": "#,
    r#""x-ravelin-sensitive": true"#,
    r##""$ref": "#/$defs/node""##,
    r##""$ref": "#/$defs/p"##,
];

/// Compares random events of a definition. Adds one disagreement of each kind, with the number of its events.
fn compare(case: &Case, random: &mut Rng, counts: &mut Counts, disagreements: &mut Vec<String>) {
    let judges = Judges::new(case);
    let mut found: BTreeMap<_, (usize, String)> = BTreeMap::new();
    for event in 0..EVENTS {
        let words: Vec<u32> = (0..event % 100).map(|_| random.u32(..)).collect();
        let Some(outcome) = (case.outcome)(&words) else {
            counts.too_deep += 1;
            continue;
        };
        if let Err(disagreement) = judges.compare(&outcome, counts) {
            let prepared = outcome
                .prepared
                .as_ref()
                .map(|(prepared, _)| prepared.body());
            let example = || (0, format!("{disagreement}\n{prepared:?}"));
            found.entry(disagreement.between).or_insert_with(example).0 += 1;
        }
    }
    let found = found.into_values();
    let found = found.map(|(count, example)| format!("{count} events: {example}\n{}", case.file));
    disagreements.extend(found);
}

#[test]
fn the_encoder_agrees_with_the_validator_and_jsonschema() {
    let mut random = Rng::with_seed(SEED);
    let (mut counts, mut disagreements) = (Counts::default(), Vec::new());
    let mut with_accepted = 0;
    for case in CASES {
        let before = counts.accepted;
        compare(case, &mut random, &mut counts, &mut disagreements);
        with_accepted += usize::from(counts.accepted > before);
    }
    let definitions = CASES.len();
    println!(
        "seed {SEED}: {definitions} definitions, {with_accepted} of them with accepted events"
    );
    println!("{counts:#?}");
    assert!(
        disagreements.is_empty(),
        "{} disagreements with seed {SEED}\n{}",
        disagreements.len(),
        disagreements.join("\n")
    );
    // Each result occurs often enough.
    let total = definitions * EVENTS;
    assert!(with_accepted * 4 > definitions * 3);
    assert!(counts.accepted * 5 > total && counts.rejected * 5 > total);
    assert!(counts.compared_with_own * 2 > total && counts.compared_with_file * 2 > total);
    assert!(counts.valid_queries * 10 > total && counts.invalid_queries * 50 > total);
    assert!(counts.rules.len() >= 6);
    // The exceptions are rare.
    assert!(counts.other_alternative * 20 < total);
    assert!((counts.not_prepared + counts.too_deep) * 20 < total);
}

#[test]
#[cfg_attr(not(many), ignore = "set RANDOM_DEFINITIONS")]
fn every_form_of_a_definition_occurs() {
    let missing = |form: &&str| !CASES.iter().any(|case| case.file.contains(form));
    let missing: Vec<_> = FORMS.iter().filter(|form| missing(form)).collect();
    assert!(missing.is_empty(), "seed {SEED}: {missing:?}");
    for body in ["array", "object"] {
        let line = format!("\n  \"type\": \"{body}\"");
        assert!(CASES.iter().any(|case| case.file.contains(&line)), "{body}");
    }
}
