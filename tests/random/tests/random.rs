//! On random events of random definitions, the derive's encoder, the run-time validator and `jsonschema` agree.

#[path = "random/exception.rs"]
mod exception;
#[path = "../../judges/tests/run_time_validator/numbers.rs"]
mod numbers;
#[path = "../../judges/tests/run_time_validator/reference.rs"]
mod reference;
#[path = "../../judges/tests/run_time_validator/validator.rs"]
mod validator;

use exception::{has_alternatives, is_exact};
use fastrand::Rng;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use validator::validator;
use voucher_definition::{Definition, Violations, read};
use voucher_random::{CASES, Case, Outcome, SEED};

/// The number of events of each definition.
const EVENTS: usize = 1500;

/// The number of events with each result.
#[derive(Default)]
struct Counts {
    accepted: usize,
    rejected: usize,
    /// Rejected by the encoder, but accepted by the validator: another alternative accepts the value.
    other_alternative: usize,
    /// Of `accepted` and `rejected`, those that were also compared with the result of a validator of JSON Schema.
    compared: usize,
    /// Nothing can be sent.
    not_prepared: usize,
    /// Nested too deeply.
    too_deep: usize,
}

/// A case, with the validators that have to agree with the encoder.
struct Judges {
    definition: &'static Definition,
    /// That of the schema that the event exports.
    own: Validator,
    /// That of the definition file, if it can be written as plain JSON Schema.
    reference: Option<Validator>,
    /// Whether the file has rules that JSON Schema does not have.
    has_kinds: bool,
}

impl Judges {
    fn new(case: &Case) -> Self {
        let file: Value = serde_json::from_str(case.file).unwrap();
        let can_rewrite = reference::can_rewrite(&file, &file);
        Self {
            definition: read(case.file.as_bytes()).unwrap().leak(),
            own: validator(&serde_json::from_str(&(case.schema)()).unwrap()),
            reference: can_rewrite.then(|| validator(&reference::rewrite(&file, &file))),
            has_kinds: case.file.contains("x-ravelin-kind"),
        }
    }

    /// Checks that all functions of the encoder and all validators agree.
    fn compare(&self, outcome: &Outcome, counts: &mut Counts) -> Result<(), String> {
        let is_valid = outcome.json.is_ok();
        if outcome.validated.is_ok() != is_valid {
            return Err("`to_json` and `validate` differ".into());
        }
        let Ok((prepared, violations)) = &outcome.prepared else {
            counts.not_prepared += 1;
            let message = "`to_json` encodes what cannot be prepared";
            return if is_valid {
                Err(message.into())
            } else {
                Ok(())
            };
        };
        let json = outcome.json.as_deref().unwrap_or(prepared.body());
        if violations.is_none() != is_valid || json != prepared.body() {
            return Err("`to_json` and `prepare_reporting` differ".into());
        }
        let body: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        self.compare_with_validator(violations.as_ref(), &body, counts)?;
        self.compare_with_schemas(is_valid, &body, counts)
    }

    fn compare_with_validator(
        &self,
        violations: Option<&Violations>,
        body: &Value,
        counts: &mut Counts,
    ) -> Result<(), String> {
        let checked = self.definition.check(body);
        let found = messages(checked.as_ref().err());
        // The validator does not see the query.
        let mut expected = messages(violations);
        expected.retain(|(pointer, _)| !pointer.starts_with("/?"));
        if expected == found {
            match checked {
                Ok(()) => counts.accepted += 1,
                Err(_) => counts.rejected += 1,
            }
            return Ok(());
        }
        let differing = expected.symmetric_difference(&found);
        let mut differing =
            differing.map(|(pointer, _)| has_alternatives(self.definition, pointer));
        if !expected.is_empty() && differing.all(|has_alternatives| has_alternatives) {
            match checked {
                Ok(()) => counts.other_alternative += 1,
                Err(_) => counts.rejected += 1,
            }
            return Ok(());
        }
        Err(format!(
            "the encoder reports {violations:?}, the validator {checked:?}"
        ))
    }

    /// `is_encoded` is whether the encoder accepts the event. Its types only send members that they know, so its own schema may
    /// reject what another alternative of the definition accepts.
    fn compare_with_schemas(
        &self,
        is_encoded: bool,
        body: &Value,
        counts: &mut Counts,
    ) -> Result<(), String> {
        if !is_exact(body) {
            return Ok(());
        }
        let is_valid = self.definition.check(body).is_ok();
        let is_own_valid = self.own.is_valid(body);
        if (is_encoded && !is_own_valid) || (is_own_valid && !is_valid) {
            return Err(format!(
                "encoded: {is_encoded}, valid: {is_valid}, valid for the event's schema: {is_own_valid}"
            ));
        }
        let Some(reference) = &self.reference else {
            return Ok(());
        };
        counts.compared += 1;
        let is_reference_valid = reference.is_valid(body);
        if is_reference_valid != is_valid && (is_valid || !self.has_kinds) {
            return Err(format!(
                "valid: {is_valid}, valid for the definition file as a schema: {is_reference_valid}"
            ));
        }
        Ok(())
    }
}

/// Returns where violations are, and their messages.
fn messages(violations: Option<&Violations>) -> BTreeSet<(String, String)> {
    let violations = violations.into_iter().flat_map(Violations::iter);
    violations
        .map(|violation| {
            (
                violation.pointer().to_owned(),
                violation.message().to_owned(),
            )
        })
        .collect()
}

#[test]
fn the_encoder_agrees_with_the_validator_and_jsonschema() {
    let mut random = Rng::with_seed(SEED);
    let (mut counts, mut disagreements) = (Counts::default(), Vec::new());
    let mut accepting = 0;
    for case in CASES {
        let judges = Judges::new(case);
        let before = counts.accepted;
        let mut shown = BTreeSet::new();
        for event in 0..EVENTS {
            let words: Vec<u32> = (0..event % 100).map(|_| random.u32(..)).collect();
            let Some(outcome) = (case.outcome)(&words) else {
                counts.too_deep += 1;
                continue;
            };
            if let Err(error) = judges.compare(&outcome, &mut counts) {
                // One of each kind is enough to read.
                if shown.insert(error.chars().take(30).collect::<String>()) {
                    let body = outcome
                        .prepared
                        .map(|(prepared, _)| prepared.body().to_owned());
                    disagreements.push(format!("{error}\n{body:?}\n{}", case.file));
                }
            }
        }
        accepting += usize::from(counts.accepted > before);
        println!("{} accepted", counts.accepted - before);
    }
    let Counts {
        accepted,
        rejected,
        other_alternative,
        compared,
        not_prepared,
        too_deep,
    } = counts;
    println!(
        "seed {SEED}, {} definitions, {accepting} with accepted events: {accepted} accepted, {rejected} rejected, {other_alternative} accepted by another alternative, \
         {compared} compared, {not_prepared} not prepared, {too_deep} too deep",
        CASES.len()
    );
    let total = disagreements.len();
    assert!(
        disagreements.is_empty(),
        "{total} disagreements, seed {SEED}:\n{}",
        disagreements.join("\n")
    );
}
