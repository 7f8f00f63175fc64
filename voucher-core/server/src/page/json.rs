//! A body as lines, with findings at the lines that they are about.

use super::shown::{cut, prose, shown};
use crate::body_lines::{Line, line_of, lines};
use maud::{Markup, html};
use voucher_core::sandbox::Finding;

/// The number of lines that are shown from the beginning. More are shown only around findings.
const FIRST_LINES: usize = 300;
/// The number of lines around a finding.
const AROUND: usize = 3;
/// The maximum length of a line, in characters.
const LONGEST_LINE: usize = 2_000;

/// A body that is shown.
pub(super) struct Body<'e> {
    lines: Vec<Line>,
    /// The index of the line of each finding.
    places: Vec<(usize, &'e Finding)>,
}

impl<'e> Body<'e> {
    pub(super) fn new(bytes: &[u8], findings: &'e [Finding]) -> Self {
        let lines = lines(&String::from_utf8_lossy(bytes));
        let places = findings.iter().filter_map(|finding| {
            let place = match (finding.pointer(), finding.line()) {
                // A parameter of the query.
                (Some(pointer), _) if pointer.starts_with("/?") => None,
                (Some(pointer), _) => line_of(&lines, pointer),
                (None, Some(line)) => Some(line.saturating_sub(1)).filter(|at| *at < lines.len()),
                (None, None) => None,
            };
            Some((place?, finding))
        });
        let places = places.collect();
        Self { lines, places }
    }

    /// Returns the number of the line that a finding is about, from 1.
    pub(super) fn line(&self, finding: &Finding) -> Option<usize> {
        let mut places = self.places.iter();
        let found = places.find(|(_, other)| core::ptr::eq(*other, finding));
        found.map(|(at, _)| at + 1)
    }

    /// Returns the body, of which each line has the id `prefix` and its number, as a region with a name.
    pub(super) fn markup(&self, prefix: &str, name: &str) -> Markup {
        let is_shown = |at: usize| {
            at < FIRST_LINES
                || self
                    .places
                    .iter()
                    .any(|(place, _)| place.abs_diff(at) <= AROUND)
        };
        let count = self.lines.len();
        let mut hidden = 0;
        let rows = self.lines.iter().enumerate().map(|(at, line)| {
            if !is_shown(at) {
                hidden += 1;
                return html! { @if at + 1 == count { (gap(hidden)) } };
            }
            let gap = if hidden > 0 {
                gap(hidden)
            } else {
                html! {}
            };
            hidden = 0;
            let findings = self.places.iter().filter(|(place, _)| *place == at);
            let findings: Vec<_> = findings.map(|(_, finding)| *finding).collect();
            html! { (gap) (row(at + 1, line, &findings, prefix)) }
        });
        let rows: Vec<_> = rows.collect();
        html! {
            div.code tabindex="0" role="region" aria-label=(name) { ol { @for row in rows { (row) } } }
        }
    }
}

fn gap(count: usize) -> Markup {
    html! { li.gap { "… " (count) " more lines" } }
}

fn row(number: usize, line: &Line, findings: &[&Finding], prefix: &str) -> Markup {
    let is_violation = findings.iter().any(|finding| !finding.is_warning());
    let class = match findings {
        [] => None,
        _ if is_violation => Some("violation"),
        _ => Some("warning"),
    };
    let text = format!(
        "{}{}",
        " ".repeat(line.indent),
        cut(&line.text, LONGEST_LINE)
    );
    html! {
        li id=(format!("{prefix}{number}")) class=[class] value=(number) {
            @if class.is_some() {
                mark { code { (shown(&text)) } }
                @for finding in findings {
                    span.note {
                        @if finding.is_warning() { "warning: " } @else { "violation: " }
                        (prose(finding.message()))
                    }
                }
            } @else {
                code { (shown(&text)) }
            }
        }
    }
}
