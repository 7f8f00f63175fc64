//! Prints what became of the keywords of a description.

use super::{Arguments, Format};
use crate::failure::Failure;
use crate::output::print;
use std::fmt::Write as _;
use voucher_codegen::import::{Outcome, Report};

/// The reports of the imported operations, and why others are not imported.
#[derive(Debug, Default)]
pub(super) struct Reports {
    reports: Vec<Report>,
    skipped: Vec<(String, String)>,
}

impl Reports {
    pub(super) fn add(&mut self, report: Report) {
        self.reports.push(report);
    }

    pub(super) fn skip(&mut self, operation: String, reason: String) {
        self.skipped.push((operation, reason));
    }

    /// Returns the reason why nothing is imported.
    pub(super) fn first_skipped(&self) -> Option<Failure> {
        let (operation, reason) = self.skipped.first()?;
        Some(Failure::new(format!(
            "cannot import `{}`: {reason}",
            operation.escape_debug()
        )))
    }

    /// Returns whether a keyword or an operation is lost.
    pub(super) fn has_lost(&self) -> bool {
        !self.skipped.is_empty()
            || self
                .reports
                .iter()
                .any(|report| report.count(Outcome::Lost) > 0)
    }

    /// Prints the reports: to standard output, or to standard error if the definition is there.
    pub(super) fn print(&self, arguments: &Arguments) -> Result<(), Failure> {
        let text = match arguments.report {
            Some(Format::Json) if arguments.all => self.json(),
            Some(Format::Json) => self
                .reports
                .first()
                .map(Report::to_json)
                .unwrap_or_default(),
            Some(Format::Text) => self.text(true),
            None => self.text(false),
        };
        if arguments.target.path().is_some() && arguments.report.is_some() {
            print(&text)?;
        } else {
            anstream::eprint!("{text}");
        }
        Ok(())
    }

    fn json(&self) -> String {
        let reports: Vec<_> = self.reports.iter().map(Report::to_json).collect();
        let reports: Vec<_> = reports.iter().map(|report| report.trim_end()).collect();
        format!("[\n{}\n]\n", reports.join(",\n"))
    }

    fn text(&self, is_complete: bool) -> String {
        let mut text = String::new();
        for report in &self.reports {
            let [kept, translated, lost] = [Outcome::Kept, Outcome::Translated, Outcome::Lost]
                .map(|outcome| report.count(outcome));
            let name = report.operation().escape_debug();
            let _ = writeln!(
                text,
                "{name}: {kept} keywords kept, {translated} translated, {lost} lost"
            );
            for entry in report.entries() {
                if is_complete || entry.outcome() == Outcome::Lost {
                    let _ = writeln!(text, "  {entry}");
                }
            }
        }
        for (operation, reason) in &self.skipped {
            let _ = writeln!(text, "{}: not imported: {reason}", operation.escape_debug());
        }
        text
    }
}
