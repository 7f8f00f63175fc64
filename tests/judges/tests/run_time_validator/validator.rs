//! The reference implementation.

use jsonschema::{Draft, Validator};
use serde_json::Value;

/// Returns a JSON Schema validator that also checks formats.
pub(crate) fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
}
