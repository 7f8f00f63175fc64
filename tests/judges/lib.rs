//! The API's own documents, `tests/api/*.json`, for the tests beside this file.

use serde_json::Value;
use std::path::PathBuf;
use voucher_definition::Definition;

/// Where the JSON Schema of a request body stands.
#[must_use]
pub fn path(definition: &Definition) -> PathBuf {
    let api = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../api"));
    api.join(definition.module).with_extension("json")
}

/// The JSON Schema of a request body.
///
/// # Panics
/// The file is missing or no JSON.
#[must_use]
pub fn document(definition: &Definition) -> Value {
    let text = std::fs::read_to_string(path(definition)).expect("a document for each definition");
    serde_json::from_str(&text).expect("JSON")
}

/// The documented example of a request body.
///
/// # Panics
/// The file is missing or no JSON.
#[must_use]
pub fn example(definition: &Definition) -> Value {
    let path = path(definition)
        .with_file_name("example")
        .join(definition.module);
    let text = std::fs::read_to_string(path.with_extension("json")).expect("an example for each");
    serde_json::from_str(&text).expect("JSON")
}
