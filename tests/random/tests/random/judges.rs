//! Compares what the encoder returns with the results of the validators.

use crate::exception::{has_kinds, is_exact, outermost_alternatives};
use crate::query::Query;
use crate::reference;
use crate::validator::validator;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use voucher_core::Prepared;
use voucher_definition::{Definition, Violations, read};
use voucher_random::{Case, Outcome};

/// The number of events with each result.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// The encoder and the run-time validator accept the body.
    pub(crate) accepted: usize,
    /// Both reject it.
    pub(crate) rejected: usize,
    /// The encoder rejects it, but another alternative accepts the value.
    pub(crate) other_alternative: usize,
    /// The result for the body is also compared with that of the schema of the event.
    pub(crate) compared_with_own: usize,
    /// The result for the body is also compared with that of the definition file as a schema.
    pub(crate) compared_with_file: usize,
    pub(crate) valid_queries: usize,
    pub(crate) invalid_queries: usize,
    /// Nothing can be sent.
    pub(crate) not_prepared: usize,
    /// The event is nested too deeply.
    pub(crate) too_deep: usize,
    /// The codes of the rules that events break.
    pub(crate) rules: BTreeSet<&'static str>,
}

/// What does not agree.
#[derive(Debug)]
pub(crate) struct Disagreement {
    pub(crate) between: &'static str,
    details: String,
}

impl Display for Disagreement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} differ: {}", self.between, self.details)
    }
}

/// Returns an error if two parts of the toolkit do not agree.
fn agree(
    is_same: bool,
    between: &'static str,
    details: impl FnOnce() -> String,
) -> Result<(), Disagreement> {
    if is_same {
        return Ok(());
    }
    let details = details();
    Err(Disagreement { between, details })
}

/// The validators that have to agree with the encoder of an event.
pub(crate) struct Judges {
    definition: &'static Definition,
    /// That of the schema that the event exports.
    own: Validator,
    /// That of the definition file, if it can be written as plain JSON Schema.
    file: Option<Validator>,
    /// Whether the file has rules that JSON Schema does not have.
    has_kinds: bool,
    query: Option<Query>,
}

impl Judges {
    pub(crate) fn new(case: &Case) -> Self {
        let file: Value = serde_json::from_str(case.file).unwrap();
        let can_rewrite = reference::can_rewrite(&file, &file);
        Self {
            definition: read(case.file.as_bytes()).unwrap().leak(),
            own: validator(&serde_json::from_str(&(case.schema)()).unwrap()),
            file: can_rewrite.then(|| validator(&reference::rewrite(&file, &file))),
            has_kinds: has_kinds(case.file),
            query: Query::of(&file),
        }
    }

    /// Checks that all functions of the encoder and all validators agree.
    pub(crate) fn compare(
        &self,
        outcome: &Outcome,
        counts: &mut Counts,
    ) -> Result<(), Disagreement> {
        let is_encoded = outcome.json.is_ok();
        agree(
            outcome.validated.is_ok() == is_encoded,
            "`to_json` and `validate`",
            || format!("{:?}", outcome.validated),
        )?;
        let (prepared, violations) = match &outcome.prepared {
            Ok((prepared, violations)) => (prepared, violations.as_ref()),
            Err(violations) => {
                counts.not_prepared += 1;
                return agree(!is_encoded, "`to_json` and `prepare_reporting`", || {
                    violations.to_string()
                });
            }
        };
        let json = outcome.json.as_deref().unwrap_or(prepared.body());
        agree(
            violations.is_none() == is_encoded && json == prepared.body(),
            "`to_json` and `prepare_reporting`",
            || format!("{json} {violations:?}"),
        )?;
        self.compare_query(violations, prepared, counts)?;
        let body = serde_json::from_str(json);
        agree(body.is_ok(), "the body and JSON", || format!("{body:?}"))?;
        let body = body.unwrap_or_default();
        let checked = self.definition.check(&body);
        self.compare_violations(violations, checked.as_ref().err(), counts)?;
        self.compare_schemas(is_encoded, checked.is_ok(), &body, counts)
    }

    fn compare_query(
        &self,
        violations: Option<&Violations>,
        prepared: &Prepared,
        counts: &mut Counts,
    ) -> Result<(), Disagreement> {
        let query = prepared.query().unwrap_or_default();
        let Some(parameters) = &self.query else {
            return agree(query.is_empty(), "the query and the definition", || {
                query.into()
            });
        };
        let is_valid = parameters.is_valid(query);
        if is_valid {
            counts.valid_queries += 1;
        } else {
            counts.invalid_queries += 1;
        }
        let violations = messages(violations);
        let is_encoded = !violations.iter().any(|(pointer, _)| is_parameter(pointer));
        agree(
            is_encoded == is_valid,
            "the encoder and `jsonschema` for the query",
            || format!("{query} {violations:?}"),
        )
    }

    /// Checks that the encoder and the run-time validator report the same violations of the body.
    fn compare_violations(
        &self,
        encoded: Option<&Violations>,
        checked: Option<&Violations>,
        counts: &mut Counts,
    ) -> Result<(), Disagreement> {
        let rules = encoded.into_iter().flat_map(Violations::iter);
        counts
            .rules
            .extend(rules.map(|violation| violation.rule().code()));
        let mut encoded = messages(encoded);
        encoded.retain(|(pointer, _)| !is_parameter(pointer));
        let checked = messages(checked);
        match (encoded.is_empty(), checked.is_empty()) {
            (true, true) => counts.accepted += 1,
            (false, true) => counts.other_alternative += 1,
            (_, false) => counts.rejected += 1,
        }
        let alternatives = |violations: &BTreeSet<(String, String)>| {
            let pointers = violations.iter();
            let pointers = pointers
                .filter_map(|(pointer, _)| outermost_alternatives(self.definition, pointer));
            pointers.map(String::from).collect::<BTreeSet<_>>()
        };
        let is_outside = |violation: &&(String, String)| {
            outermost_alternatives(self.definition, &violation.0).is_none()
        };
        let is_same = encoded
            .iter()
            .filter(is_outside)
            .eq(checked.iter().filter(is_outside));
        let is_reported = alternatives(&checked).is_subset(&alternatives(&encoded));
        agree(
            is_same && is_reported,
            "the encoder and the run-time validator",
            || format!("{encoded:?} {checked:?}"),
        )
    }

    /// Checks that `jsonschema` agrees. The types of an event only send members that they know, so the schema of the event may
    /// reject what another alternative of the definition accepts.
    fn compare_schemas(
        &self,
        is_encoded: bool,
        is_valid: bool,
        body: &Value,
        counts: &mut Counts,
    ) -> Result<(), Disagreement> {
        if !is_exact(body) {
            return Ok(());
        }
        let is_own_valid = self.own.is_valid(body);
        counts.compared_with_own += 1;
        agree(
            is_own_valid || !is_encoded,
            "the encoder and the schema of the event",
            || {
                let error = self.own.validate(body).err();
                error.map_or_else(String::new, |error| error.to_string())
            },
        )?;
        agree(
            is_valid || !is_own_valid,
            "the run-time validator and the schema of the event",
            || format!("{:?}", self.definition.check(body)),
        )?;
        let Some(file) = &self.file else {
            return Ok(());
        };
        let is_file_valid = file.is_valid(body);
        counts.compared_with_file += 1;
        agree(
            is_file_valid == is_valid || (is_file_valid && self.has_kinds),
            "the run-time validator and `jsonschema`",
            || format!("{:?}", self.definition.check(body)),
        )
    }
}

fn is_parameter(pointer: &str) -> bool {
    pointer.starts_with("/?")
}

/// Returns where violations are, and their messages.
fn messages(violations: Option<&Violations>) -> BTreeSet<(String, String)> {
    let violations = violations.into_iter().flat_map(Violations::iter);
    violations
        .map(|violation| (violation.pointer().into(), violation.message().into()))
        .collect()
}
