//! Reports for people.

use super::Report;
use crate::check::finding::{Finding, Rule};
use crate::github::{Annotation, Severity};
use std::borrow::Cow;
use std::fmt::Write;

/// Returns `file:line:column: pointer: message [rule]`.
pub(super) fn finding(file: &str, finding: &Finding) -> String {
    let Finding {
        line, column, rule, ..
    } = finding;
    format!(
        "{}:{line}:{column}: {} [{rule}]\n",
        plain(file),
        message(finding)
    )
}

/// Returns an annotation for a workflow on GitHub.
pub(super) fn annotation(file: &str, finding: &Finding) -> String {
    let annotation = Annotation {
        severity: Severity::Error,
        file: Some(file),
        place: Some((finding.line, finding.column)),
        title: finding.rule.name(),
        message: &message(finding),
    };
    format!("{annotation}\n")
}

/// Returns the message behind the JSON Pointer, if there is a value.
pub(super) fn message(finding: &Finding) -> String {
    let message = plain(&finding.message);
    match (&*finding.pointer, finding.rule) {
        ("", Rule::Definition(_)) => format!("body: {message}"),
        ("", _) => message.into(),
        (pointer, _) => format!("{}: {message}", plain(pointer)),
    }
}

/// Escapes control characters. The input decides about names, and a terminal would obey them.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text.into();
    }
    let mut plain = String::new();
    for character in text.chars() {
        if character.is_control() {
            plain.extend(character.escape_default());
        } else {
            plain.push(character);
        }
    }
    plain.into()
}

/// Returns how many bodies are valid, and the number of findings by rule.
pub(super) fn summary(report: &Report) -> String {
    let mut summary = String::new();
    let findings = report.findings();
    if report.shown > 0 {
        summary.push('\n');
    }
    let (bodies, invalid) = (report.tally.bodies, report.tally.invalid);
    let is_or_are = if invalid == 1 { "is" } else { "are" };
    let _ = match (bodies, invalid) {
        (0, _) => write!(summary, "found no body to check"),
        (1, 0) => write!(summary, "1 body is valid"),
        (_, 0) => write!(summary, "{bodies} bodies are valid"),
        (1, _) => write!(summary, "1 body is invalid"),
        _ => write!(summary, "{invalid} of {bodies} bodies {is_or_are} invalid"),
    };
    match findings {
        0 => summary.push('\n'),
        1 => summary.push_str(", with 1 finding:\n"),
        _ => {
            let _ = writeln!(summary, ", with {findings} findings:");
        }
    }
    let width = findings.to_string().len();
    for (rule, count) in &report.by_rule {
        let _ = writeln!(summary, "  {count:>width$} {rule}");
    }
    if report.shown > 0 && report.shown < findings {
        let _ = writeln!(summary, "only the first {} are shown", report.shown);
    }
    match report.failures.len() {
        0 => {}
        1 => summary.push_str("1 file could not be read\n"),
        count => {
            let _ = writeln!(summary, "{count} files could not be read");
        }
    }
    summary
}
