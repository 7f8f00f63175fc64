//! Compares a definition with its source on random bodies.

use super::body::Bodies;
use serde_json::{Value, json};
use std::fmt::{self, Display, Formatter};
use voucher_definition::Definition;

/// The number of random bodies from the schema, and of changes to each.
const BODIES: usize = 24;
const CHANGES: usize = 8;

/// A value that only one of the two accepts.
pub(crate) struct Difference {
    pub(crate) is_valid_in_source: bool,
    value: Value,
    reason: String,
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let by = if self.is_valid_in_source {
            "the definition"
        } else {
            "the source"
        };
        let value: String = self.value.to_string().chars().take(600).collect();
        let reason: String = self.reason.chars().take(300).collect();
        write!(f, "only {by} rejects {value}: {reason}")
    }
}

/// Returns the first difference of each direction. An error is that of a source that is not a valid JSON Schema.
pub(crate) fn compare(
    definition: &Definition,
    document: &Value,
    pointer: &str,
) -> Result<Vec<Difference>, String> {
    const ROOT: &str = "https://example.com/source";
    const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
    let mut resource = document.clone();
    if let Some(resource) = resource.as_object_mut() {
        resource.insert("$schema".into(), DRAFT.into());
    }
    let registry = jsonschema::Registry::new()
        .add(ROOT, resource)
        .and_then(jsonschema::RegistryBuilder::prepare)
        .map_err(|error| error.to_string())?;
    let fragment = pointer
        .replace('%', "%25")
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('#', "%23")
        .replace('?', "%3F");
    let reference = json!({ "$schema": DRAFT, "$ref": format!("{ROOT}#{fragment}") });
    let validator = jsonschema::options()
        .with_registry(&registry)
        .should_validate_formats(true)
        .offline()
        .build(&reference)
        // Some sources are not valid JSON Schemas.
        .map_err(|error| error.to_string())?;
    let schema = document.pointer(pointer).unwrap();
    let mut bodies = Bodies::new(document, pointer.len() as u64);
    let mut found: Vec<Difference> = Vec::new();
    for _ in 0..BODIES {
        let mut body = bodies.body(schema);
        for change in 0..=CHANGES {
            if let Some(difference) = difference(definition, &validator, &body) {
                let is_new =
                    |other: &Difference| other.is_valid_in_source != difference.is_valid_in_source;
                if found.iter().all(is_new) {
                    found.push(difference);
                }
            }
            // Some of the changes are made to the body with those before.
            if change % 3 == 0 {
                body = bodies.body(schema);
            }
            bodies.mutate(&mut body);
        }
    }
    Ok(found)
}

fn difference(
    definition: &Definition,
    validator: &jsonschema::Validator,
    body: &Value,
) -> Option<Difference> {
    let (expected, checked) = (validator.validate(body), definition.check(body));
    let is_valid_in_source = expected.is_ok();
    let reason = match (expected, checked) {
        (Err(error), Ok(())) => format!("{} {error}", error.instance_path()),
        (Ok(()), Err(violations)) => violations.to_string(),
        _ => return None,
    };
    Some(Difference {
        is_valid_in_source,
        value: body.clone(),
        reason,
    })
}
