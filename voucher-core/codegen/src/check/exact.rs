//! The exact pass: finds everything that is wrong with a body, and where.

use super::duplicate::duplicates;
use super::finding::{Finding, Rule};
use super::position::{Spot, locate};
use serde_json::Value;
use serde_json::error::Category;
use std::borrow::Cow;
use std::collections::HashSet;
use voucher_definition::{Definition, Violation};

/// What is wrong with a body, before its place is known.
pub(super) struct Problem {
    /// The JSON Pointer of the value.
    pub(super) pointer: String,
    /// The JSON Pointer to report, if names in the other one may be sensitive.
    pub(super) shown: Option<String>,
    pub(super) spot: Spot,
    pub(super) rule: Rule,
    pub(super) message: String,
    /// What the rule expects, as a noun.
    pub(super) expected: Cow<'static, str>,
    pub(super) nearest: Option<&'static str>,
}

/// Returns everything that is wrong with a body, in its order.
pub(super) fn findings(
    definition: &Definition,
    reports_unknown: bool,
    body: &[u8],
) -> Vec<Finding> {
    let text = match std::str::from_utf8(body) {
        // Otherwise a value that is cut off would end with wrong characters.
        Ok(text) => text.trim_end_matches([' ', '\t', '\r', '\n']),
        Err(error) => return vec![not_utf8(body, error.valid_up_to())],
    };
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return vec![not_json(text, &error)],
    };
    let mut problems: Vec<_> = {
        let violations = definition.check(&value).err().into_iter().flatten();
        violations.map(|violation| problem(&violation)).collect()
    };
    if reports_unknown {
        let known = problems
            .iter()
            .filter(|problem| matches!(problem.spot, Spot::Name));
        let known: HashSet<_> = known.map(|problem| problem.pointer.clone()).collect();
        let unknown = definition.unknown(&value);
        let unknown = unknown
            .iter()
            .filter(|violation| !known.contains(violation.pointer()));
        problems.extend(unknown.map(problem));
    }
    problems.extend(duplicates(definition, text));
    locate(problems, text, &value)
}

fn problem(violation: &Violation) -> Problem {
    let rule = Rule::Definition(violation.rule());
    Problem {
        pointer: violation.pointer().into(),
        shown: None,
        spot: match violation.rule() {
            voucher_definition::Rule::Required => Spot::Object,
            voucher_definition::Rule::Unknown => Spot::Name,
            _ => Spot::Value,
        },
        rule,
        message: violation.message().into(),
        expected: violation.expected().unwrap_or_default().to_owned().into(),
        nearest: violation.nearest(),
    }
}

fn not_utf8(body: &[u8], offset: usize) -> Finding {
    let byte = body.get(offset).copied().unwrap_or_default();
    let message = format!("expected UTF-8, found the byte 0x{byte:02x}");
    let before = body.get(..offset).unwrap_or_default();
    Finding::at(before, Rule::Utf8, message)
}

/// Reports a syntax error.
fn not_json(text: &str, error: &serde_json::Error) -> Finding {
    if error.classify() == Category::Eof {
        let message = "expected the rest of the value, found its end; the input may be cut off";
        return Finding::at(text.as_bytes(), Rule::Syntax, message.into());
    }
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(message, _)| message);
    let mut before = before(text, error);
    if message == "recursion limit exceeded" {
        let message = "arrays and objects are nested more than 127 levels deep";
        return Finding::at(before, Rule::Depth, message.into());
    }
    if message == "number out of range" {
        // The error is at the end of the number.
        while let Some((b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-', rest)) = before.split_last()
        {
            before = rest;
        }
    }
    Finding::at(before, Rule::Syntax, reworded(message).into())
}

/// Returns what a message of `serde_json` says about this input, in more words if it is short.
fn reworded(message: &str) -> &str {
    match message {
        "expected value" => "expected a JSON value",
        "expected ident" => "expected `true`, `false` or `null`",
        "trailing characters" => "expected the end of the body, found more characters",
        "trailing comma" => "unexpected comma behind the last value; remove it",
        "key must be a string" => "expected the name of a member in double quotes",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "unexpected control character in a string; escape it"
        }
        "number out of range" => "the number is too large for a 64-bit float",
        _ => message,
    }
}

/// Returns the bytes before an error. `serde_json` counts columns in bytes, and a line break that is wrong is column 0 of the next
/// line.
fn before<'t>(text: &'t str, error: &serde_json::Error) -> &'t [u8] {
    let lines = text.split_inclusive('\n');
    let lines = lines.take(error.line().saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    let behind = line_start + error.column();
    text.as_bytes()
        .get(..behind.saturating_sub(1))
        .unwrap_or(text.as_bytes())
}
