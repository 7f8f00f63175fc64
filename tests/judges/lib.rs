//! Helpers for the tests against reference implementations: the API's documents in `tests/api`, and conversions.

#[path = "../fuzz/rewrite.rs"]
pub mod rewrite;

use serde_json::Value;
use std::path::PathBuf;
use voucher_definition::{DEFINITIONS, Definition, SHIPPED, Violations};

/// Returns the path of the JSON Schema of a request body.
#[must_use]
pub fn path(definition: &Definition) -> PathBuf {
    let api = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../api"));
    api.join(definition.rust_path).with_extension("json")
}

/// Reads the JSON Schema of a request body.
///
/// # Panics
/// Panics if the file is missing or not JSON.
#[must_use]
pub fn document(definition: &Definition) -> Value {
    let json = std::fs::read_to_string(path(definition)).expect("a document for each definition");
    serde_json::from_str(&json).expect("JSON")
}

/// Reads the documented example of a request body.
///
/// # Panics
/// Panics if the file is missing or not JSON.
#[must_use]
pub fn example(definition: &Definition) -> Value {
    let path = path(definition)
        .with_file_name("example")
        .join(definition.rust_path);
    let json = std::fs::read_to_string(path.with_extension("json")).expect("an example for each");
    serde_json::from_str(&json).expect("JSON")
}

/// Returns the pointer, rule and message of each violation. The Rust field is left out, because only the encoder knows it.
#[must_use]
pub fn violations(checked: Result<(), Violations>) -> Vec<(String, String, String)> {
    let violations = checked.err().into_iter().flatten();
    violations
        .map(|violation| {
            (
                violation.pointer().into(),
                violation.rule().to_string(),
                violation.message().into(),
            )
        })
        .collect()
}

/// Returns each definition that ships with the toolkit, and its definition file.
///
/// # Panics
/// Panics if a file is missing or not JSON.
#[must_use]
pub fn shipped() -> Vec<(&'static Definition, Value)> {
    let folder = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../voucher-core/definition/definitions"
    ));
    let names = DEFINITIONS.iter().map(|definition| definition.name);
    let names = names.chain(SHIPPED.iter().copied());
    names
        .map(|name| {
            let file = name.replace("/:", "-").replace('/', "-");
            let path = folder.join(file).with_extension("json");
            let file = std::fs::read(path).expect("a file for each definition");
            let schema = serde_json::from_slice(&file).expect("JSON");
            (
                Definition::find(name).expect("a shipped definition"),
                schema,
            )
        })
        .collect()
}

/// Returns the number of cases of a random test; `PROPTEST_CASES` changes it.
#[must_use]
pub fn cases() -> u32 {
    let variable = std::env::var("PROPTEST_CASES").ok();
    variable
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(2_000)
}
