//! Reports for programs: a JSON object on each line.

use super::Report;
use crate::check::finding::Finding;
use crate::check::stream::Tally;
use serde_json::{Map, Value, json};

/// The JSON Schema of each line of a report in JSON.
pub const JSON_SCHEMA: &str = include_str!("report.schema.json");

fn line(value: &Value) -> String {
    format!("{value}\n")
}

pub(super) fn finding(file: &str, finding: &Finding) -> String {
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| members.insert(name.into(), value);
    put("type", "finding".into());
    put("file", file.into());
    put("line", finding.line.into());
    put("column", finding.column.into());
    put("offset", finding.offset.into());
    put("pointer", (&*finding.pointer).into());
    put("rule", finding.rule.name().into());
    put("message", (&*finding.message).into());
    put("expected", (&*finding.expected).into());
    if let Some(nearest) = finding.nearest {
        put("nearest", nearest.into());
    }
    line(&members.into())
}

pub(super) fn file(file: &str, tally: Tally) -> String {
    let Tally { bodies, invalid } = tally;
    line(&json!({"type": "file", "file": file, "bodies": bodies, "invalid": invalid}))
}

pub(super) fn failure(file: &str, message: &str) -> String {
    line(&json!({"type": "failure", "file": file, "message": message}))
}

pub(super) fn summary(report: &Report) -> String {
    let by_rule = report.by_rule.iter();
    let by_rule: Map<_, _> = by_rule
        .map(|(rule, count)| (rule.name().to_owned(), (*count).into()))
        .collect();
    line(&json!({
        "type": "summary",
        "bodies": report.tally.bodies,
        "invalid": report.tally.invalid,
        "findings": report.findings(),
        "shown": report.shown,
        "failures": report.failures.len(),
        "rules": by_rule,
    }))
}
