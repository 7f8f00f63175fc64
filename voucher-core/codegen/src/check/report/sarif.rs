//! Reports as a SARIF 2.1.0 document, which is written result by result.

use super::{Report, text};
use crate::check::finding::{Finding, Rule};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What is escaped in the path of a relative reference. A colon would end a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

/// Begins the document.
pub(super) fn start() -> String {
    let rules = Rule::ALL.iter();
    let rules = rules
        .map(|rule| json!({"id": rule.name(), "shortDescription": {"text": rule.description()}}));
    let driver = json!({
        "name": "voucher",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.collect::<Vec<_>>(),
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\n\
         \"tool\":{{\"driver\":{driver}}},\n\
         \"columnKind\":\"unicodeCodePoints\",\n\
         \"results\":["
    )
}

pub(super) fn finding(file: &str, finding: &Finding, is_first: bool) -> String {
    let separator = if is_first { "\n" } else { ",\n" };
    let index = Rule::ALL.iter().position(|rule| *rule == finding.rule);
    let result = json!({
        "ruleId": finding.rule.name(),
        "ruleIndex": index.map_or(json!(-1), Value::from),
        "level": "error",
        "message": {"text": text::message(finding)},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": {"uri": uri(file)},
                "region": {"startLine": finding.line, "startColumn": finding.column},
            },
            "logicalLocations": [{"fullyQualifiedName": finding.pointer}],
        }],
    });
    format!("{separator}{result}")
}

/// Returns a path as a relative reference.
fn uri(file: &str) -> String {
    utf8_percent_encode(&file.replace('\\', "/"), ESCAPED).to_string()
}

/// Ends the document.
pub(super) fn end(report: &Report) -> String {
    let failures = report.failures.iter();
    let notifications = failures.map(|(file, message)| {
        json!({
            "level": "error",
            "message": {"text": message},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}],
        })
    });
    let notifications: Vec<Value> = notifications.collect();
    let invocation = json!({
        "executionSuccessful": notifications.is_empty(),
        "toolExecutionNotifications": notifications,
        "properties": {
            "bodies": report.tally.bodies,
            "invalid": report.tally.invalid,
            "findings": report.findings(),
        },
    });
    format!("\n],\n\"invocations\":[{invocation}]}}]}}\n")
}
