//! Writes what a check has found, for people and for programs.

mod json;
mod sarif;
mod text;

pub use json::JSON_SCHEMA;

use super::finding::{Finding, Rule};
use super::stream::Tally;
use std::collections::BTreeMap;

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// For people: a line for each finding, and a summary.
    Text,
    /// For programs: a JSON object on each line. [`JSON_SCHEMA`] describes it.
    Json,
    /// Annotations for a workflow on GitHub, and a summary.
    Github,
    /// A SARIF 2.1.0 document, for code scanning.
    Sarif,
}

/// A report that is written while the check runs, so that it is never in memory as a whole. Each function returns what to
/// print next.
///
/// ```
/// use std::ops::ControlFlow;
/// use voucher_codegen::check::{Checker, Options, Report, Style};
/// use voucher_definition::Definition;
///
/// let mut checker = Checker::new(Definition::find("voucher/check").unwrap());
/// let mut report = Report::new(Style::Text);
/// let mut shown = report.start();
/// let (tally, _) = checker.check_stream(&b"{\"customerId\": 1}"[..], &Options::default(), |finding| {
///     shown += &report.finding("a.json", &finding);
///     ControlFlow::Continue(())
/// });
/// shown += &report.file("a.json", tally);
/// shown += &report.end();
/// assert_eq!(shown, "\
/// a.json:1:16: /customerId: expected a string, found an integer [type]
///
/// 1 body is invalid, with 1 finding:
///   1 type
/// ");
/// ```
#[derive(Debug)]
pub struct Report {
    style: Style,
    /// How many findings are shown; `None` without a limit.
    max: Option<u64>,
    shown: u64,
    by_rule: BTreeMap<Rule, u64>,
    tally: Tally,
    /// The files that could not be read, and why.
    failures: Vec<(String, String)>,
}

impl Report {
    /// Returns an empty report.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self {
            style,
            max: None,
            shown: 0,
            by_rule: BTreeMap::new(),
            tally: Tally::default(),
            failures: Vec::new(),
        }
    }

    /// Shows only the first findings. All are counted.
    #[must_use]
    pub fn with_max(mut self, max: u64) -> Self {
        self.max = Some(max);
        self
    }

    /// Begins the report.
    #[must_use]
    pub fn start(&self) -> String {
        match self.style {
            Style::Text | Style::Json | Style::Github => String::new(),
            Style::Sarif => sarif::start(),
        }
    }

    /// Adds a finding in a file.
    #[must_use]
    pub fn finding(&mut self, file: &str, finding: &Finding) -> String {
        *self.by_rule.entry(finding.rule).or_default() += 1;
        if self.max.is_some_and(|max| self.shown >= max) {
            return String::new();
        }
        self.shown += 1;
        match self.style {
            Style::Text => text::finding(file, finding),
            Style::Json => json::finding(file, finding),
            Style::Github => text::annotation(file, finding),
            Style::Sarif => sarif::finding(file, finding, self.shown == 1),
        }
    }

    /// Adds a file that was checked.
    #[must_use]
    pub fn file(&mut self, file: &str, tally: Tally) -> String {
        self.tally.bodies += tally.bodies;
        self.tally.invalid += tally.invalid;
        match self.style {
            Style::Text | Style::Github | Style::Sarif => String::new(),
            Style::Json => json::file(file, tally),
        }
    }

    /// Adds a file that could not be read to its end, after what was checked of it.
    #[must_use]
    pub fn failure(&mut self, file: &str, tally: Tally, message: &str) -> String {
        self.tally.bodies += tally.bodies;
        self.tally.invalid += tally.invalid;
        self.failures.push((file.into(), message.into()));
        match self.style {
            Style::Text | Style::Github | Style::Sarif => String::new(),
            Style::Json => json::failure(file, message),
        }
    }

    /// Ends the report.
    #[must_use]
    pub fn end(&self) -> String {
        match self.style {
            Style::Text | Style::Github => text::summary(self),
            Style::Json => json::summary(self),
            Style::Sarif => sarif::end(self),
        }
    }

    /// Returns the number of findings, with those that are not shown.
    #[must_use]
    pub fn findings(&self) -> u64 {
        self.by_rule.values().sum()
    }
}
