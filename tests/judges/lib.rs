//! The API's own documents, `tests/api/*.json`, and what the tests beside this file share.

use serde_json::Value;
use std::path::PathBuf;
use voucher_definition::{Definition, Violations};

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

/// Pointer, rule and words of each violation; the Rust field is the encoder's alone.
#[must_use]
pub fn said(checked: Result<(), Violations>) -> Vec<(String, String, String)> {
    let violations = checked.err().into_iter().flatten();
    violations
        .map(|one| {
            (
                one.pointer().into(),
                one.rule().to_string(),
                one.message().into(),
            )
        })
        .collect()
}

/// How many cases a random test tries; `PROPTEST_CASES` asks for more.
#[must_use]
pub fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}
