//! Requests that break exactly one rule, in the body or in a parameter of the path or the query.

use super::wrong::{Wrong, wrong_values};
use super::{Mutation, mutants};
use crate::random::Random;
use crate::sample::{Sample, Unsatisfiable, samples};
use serde_json::{Value, json};
use voucher_definition::{Definition, Field, JsonType, Rule};

/// A request that breaks exactly one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestMutant {
    /// What is wrong with it.
    pub mutation: Mutation,
    /// The JSON Pointer of the violation: `/:id` for a parameter of the path, `/?limit` for one of the query.
    pub pointer: String,
    /// The rule of the violation.
    pub rule: Rule,
    /// The message of the violation.
    pub message: String,
    /// The request.
    pub request: Sample,
}

/// Returns a request for each rule of each parameter that can be broken alone, and one for each of [`mutants`]. A parameter of
/// the path cannot be absent or empty, so it is never missing. Only parameters of one value are broken, not lists.
///
/// # Errors
/// No valid request was found, because the rules of a value contradict each other.
///
/// # Examples
/// ```
/// use voucher_codegen::mutate::{Mutation, request_mutants};
/// use voucher_definition::Definition;
///
/// let labels = Definition::find("customer/:id/labels").expect("ships with the toolkit");
/// let mutants = request_mutants(labels, 7)?;
/// assert!(mutants.iter().all(|mutant| mutant.request.target(labels).starts_with("/v2/customer/")));
/// # Ok::<(), voucher_codegen::sample::Unsatisfiable>(())
/// ```
pub fn request_mutants(
    definition: &'static Definition,
    seed: u64,
) -> Result<Vec<RequestMutant>, Unsatisfiable> {
    let mut samples = samples(definition, seed)?;
    let full = samples.next().unwrap_or_else(empty);
    let least = samples.next().unwrap_or_else(empty);
    let mut parameters = Parameters {
        full,
        least,
        random: Random::new(seed),
        mutants: Vec::new(),
    };
    for field in definition.parameters {
        parameters.add(field, true);
    }
    for field in definition.query {
        parameters.add(field, false);
    }
    let Parameters {
        least,
        mutants: mut found,
        ..
    } = parameters;
    found.extend(mutants(definition, seed)?.map(|mutant| RequestMutant {
        mutation: mutant.mutation,
        pointer: mutant.pointer,
        rule: mutant.rule,
        message: mutant.message,
        request: Sample {
            body: Some(mutant.body),
            ..least.clone()
        },
    }));
    Ok(found)
}

fn empty() -> Sample {
    Sample {
        parameters: serde_json::Map::new(),
        query: serde_json::Map::new(),
        body: None,
    }
}

struct Parameters {
    /// A request with every parameter.
    full: Sample,
    /// A request with those that are required.
    least: Sample,
    random: Random,
    mutants: Vec<RequestMutant>,
}

impl Parameters {
    fn add(&mut self, field: &'static Field, is_path: bool) {
        let values = if is_path {
            &self.full.parameters
        } else {
            &self.full.query
        };
        let valid = values.get(field.name).cloned();
        if !is_path && field.is_required() {
            let mut request = self.least.clone();
            request.query.shift_remove(field.name);
            self.mutants.push(RequestMutant {
                mutation: Mutation::Missing,
                pointer: pointer_of(field, is_path),
                rule: Rule::Required,
                message: "required, but missing".into(),
                request,
            });
        }
        let mut wrong = wrong_text(field);
        wrong.extend(
            valid
                .map(|valid| wrong_values(field, &valid, &mut self.random))
                .into_iter()
                .flatten(),
        );
        for wrong in wrong {
            self.add_wrong(field, is_path, wrong);
        }
    }

    /// Adds a request with the first value that breaks only the announced rule.
    fn add_wrong(&mut self, field: &'static Field, is_path: bool, wrong: Wrong) {
        let Wrong {
            mutation,
            rule,
            values,
        } = wrong;
        let found = values.into_iter().find_map(|value| {
            let is_segment = !matches!(value.as_str(), Some("" | "." | ".."));
            let violations = field.check(&value).err()?;
            let first = violations.first();
            let is_expected = violations.len() == 1 && first.rule() == rule;
            (is_expected && (is_segment || !is_path)).then(|| (value, first.message().to_owned()))
        });
        let Some((value, message)) = found else {
            return;
        };
        let mut request = self.least.clone();
        let values = if is_path {
            &mut request.parameters
        } else {
            &mut request.query
        };
        values.insert(field.name.into(), value);
        self.mutants.push(RequestMutant {
            mutation,
            pointer: pointer_of(field, is_path),
            rule,
            message,
            request,
        });
    }
}

fn pointer_of(field: &Field, is_path: bool) -> String {
    let mark = if is_path { ':' } else { '?' };
    voucher_definition::pointer("", &format!("{mark}{}", field.name))
}

/// Returns a string for a parameter that is not one. A URL has only strings, so other types do not exist there.
fn wrong_text(field: &Field) -> Vec<Wrong> {
    match field.kind.json_type() {
        Some(JsonType::Integer | JsonType::Number | JsonType::Bool) => vec![Wrong {
            mutation: Mutation::Type,
            rule: Rule::Type,
            values: vec![json!("x"), Value::from("one")],
        }],
        Some(JsonType::String | JsonType::Array | JsonType::Object) | None => Vec::new(),
    }
}
