//! The section Live: the requests, and one of them in detail.

use super::json::Body;
use super::shown::{cut, prose, shown};
use super::{Section, counted, entities, layout};
use crate::journal::{Entry, Journal, Outcome};
use crate::live;
use crate::service::State;
use crate::site::{self, Fields};
use maud::{Markup, html};
use std::collections::BTreeSet;
use voucher_core::Timestamp;
use voucher_core::sandbox::{Counted, Counts, Deliver, Finding, Sandbox};

/// The number of requests on the page.
const ROWS: usize = 100;
/// The maximum number of endpoints to filter by.
const ENDPOINTS: usize = 200;
/// The maximum length of an endpoint in a row, in characters.
const LONGEST_ENDPOINT: usize = 100;

/// Which requests are shown.
struct Filter<'f> {
    endpoint: Option<&'f str>,
    outcome: Option<Outcome>,
}

impl<'f> Filter<'f> {
    fn new(fields: &'f Fields) -> Self {
        let outcome = fields.get("outcome");
        let mut outcomes = Outcome::ALL.into_iter();
        Self {
            endpoint: fields.get("endpoint"),
            outcome: outcomes.find(|known| Some(known.name()) == outcome),
        }
    }

    fn matches(&self, entry: &Entry) -> bool {
        self.endpoint
            .is_none_or(|endpoint| entry.endpoint == endpoint)
            && self
                .outcome
                .is_none_or(|outcome| entry.outcome() == outcome)
    }

    /// Returns the query of the page with a request in detail.
    fn query(&self, number: u64) -> String {
        let number = number.to_string();
        let endpoint = self.endpoint.unwrap_or_default();
        let outcome = self.outcome.map_or("", Outcome::name);
        let fields = [
            ("request", &*number),
            ("endpoint", endpoint),
            ("outcome", outcome),
        ];
        site::link("/", &fields)
    }
}

/// Returns the page.
pub(crate) fn page(state: &State, fields: &Fields) -> Markup {
    let position = live::position(state);
    let shared = state.lock();
    let journal = &shared.journal;
    let filter = Filter::new(fields);
    let selected = fields.number("request");
    let entry = selected.and_then(|number| journal.entry(number));
    let content = html! {
        div.heading {
            h1 { "Live" }
            p #live .live hidden { "connecting" }
        }
        div #counts { (counts(&shared.sandbox.counts())) }
        (filter_form(journal, &filter))
        div.split {
            (table(journal, &filter, selected, &position))
            section #request .panel tabindex="-1" aria-label="Request" {
                @match (entry, selected) {
                    (Some(entry), _) => (detail(entry, &shared.sandbox)),
                    (None, Some(number)) => p.empty { "Request " (number) " is not remembered any more." },
                    (None, None) => p.empty { "Choose a request to see its body and its answer." },
                }
            }
        }
    };
    layout(Section::Live, "Live", &content)
}

/// Returns the numbers of requests by result.
pub(crate) fn counts(counts: &Counts) -> Markup {
    html! {
        dl.counts {
            div.accepted { dt { "accepted" } dd { (counts.accepted) } }
            div.refused { dt { "refused" } dd { (counts.refused) } }
            div.failed { dt { "failed by a fault" } dd { (counts.failed) } }
            div { dt { "forgotten" } dd { (counts.forgotten) } }
        }
    }
}

fn filter_form(journal: &Journal, filter: &Filter<'_>) -> Markup {
    let endpoints: BTreeSet<&str> = journal
        .entries()
        .map(|entry| entry.endpoint.as_str())
        .collect();
    let chosen = filter
        .endpoint
        .filter(|endpoint| !endpoints.contains(endpoint));
    html! {
        form #filter .bar method="get" action="/" {
            label { "Endpoint "
                select name="endpoint" {
                    option value="" { "all" }
                    @for endpoint in endpoints.iter().copied().take(ENDPOINTS).chain(chosen) {
                        option value=(endpoint) selected[filter.endpoint == Some(endpoint)] {
                            (shown(&cut(endpoint, LONGEST_ENDPOINT)))
                        }
                    }
                }
            }
            label { "Outcome "
                select name="outcome" {
                    option value="" { "all" }
                    @for outcome in Outcome::ALL {
                        option value=(outcome.name()) selected[filter.outcome == Some(outcome)] { (outcome.label()) }
                    }
                }
            }
            button { "Filter" }
            @if filter.endpoint.is_some() || filter.outcome.is_some() {
                a.button href="/" { "Show all" }
            }
        }
    }
}

fn table(journal: &Journal, filter: &Filter<'_>, selected: Option<u64>, position: &str) -> Markup {
    let matching = journal
        .entries()
        .rev()
        .filter(|entry| filter.matches(entry));
    let newest: Vec<_> = matching.take(ROWS).collect();
    html! {
        div #requests .list data-position=(position) {
            table {
                caption.hidden { "Requests, the newest first" }
                thead {
                    tr {
                        th scope="col" { "#" }
                        th scope="col" { "Time (UTC)" }
                        th scope="col" { "Endpoint" }
                        th scope="col" { "Status" }
                        th scope="col" { "Outcome" }
                    }
                }
                tbody #rows {
                    @for entry in &newest {
                        (row(entry, &filter.query(entry.number), selected == Some(entry.number)))
                    }
                }
            }
            @if newest.is_empty() {
                p #none .empty {
                    @if journal.count() == 0 {
                        "No requests yet. Send one to this address, or "
                        a href="/__sandbox/page/try" { "try one" } "."
                    } @else {
                        "No remembered request matches."
                    }
                }
            }
        }
    }
}

/// Returns the rows of new requests, the newest first.
pub(crate) fn rows<'e>(entries: impl Iterator<Item = &'e Entry>) -> Markup {
    let all = Filter {
        endpoint: None,
        outcome: None,
    };
    let mut rows: Vec<_> = entries
        .map(|entry| row(entry, &all.query(entry.number), false))
        .collect();
    rows.reverse();
    html! { @for row in rows { (row) } }
}

fn row(entry: &Entry, path: &str, is_selected: bool) -> Markup {
    html! {
        tr data-number=(entry.number) data-endpoint=(entry.endpoint) data-outcome=(entry.outcome().name())
            aria-selected=[is_selected.then_some("true")] {
            td.number { (entry.number) }
            td { (time(entry.received)) }
            td { a href=(path) { (shown(&cut(&entry.endpoint, LONGEST_ENDPOINT))) } }
            td { (status(entry)) }
            td { (badge(entry.outcome())) " " span.findings { (finding_counts(entry)) } }
        }
    }
}

fn badge(outcome: Outcome) -> Markup {
    let label = match outcome {
        Outcome::AcceptedWithWarnings => "accepted",
        outcome => outcome.label(),
    };
    html! { span class=(format!("badge {}", outcome.name())) { (label) } }
}

/// `2 violations, 1 warning`
fn finding_counts(entry: &Entry) -> String {
    let warnings = entry.findings.iter().filter(|finding| finding.is_warning());
    let warnings = warnings.count();
    // An error about the whole request, such as its token, is not a violation.
    let violations = entry
        .findings
        .iter()
        .filter(|finding| !finding.is_warning() && finding.pointer().is_some());
    let violations = violations.count() + entry.finding_count - entry.findings.len();
    let counts = [(violations, "violation"), (warnings, "warning")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, noun)| counted(count, noun)).collect();
    counts.join(", ")
}

/// Returns the status of an answer, or that there was none.
fn status(entry: &Entry) -> String {
    match entry.deliver {
        Deliver::Drop => "no answer".into(),
        _ => entry.status.to_string(),
    }
}

/// Returns the time of day.
pub(super) fn time(time: Timestamp) -> Markup {
    let full = time.to_string();
    let (_, time_of_day) = full.split_once('T').unwrap_or(("", &full));
    html! { time datetime=(full) title=(full) { (time_of_day.trim_end_matches('Z')) } }
}

/// Returns a request in detail: what was found, the body, and the answer.
pub(super) fn detail(entry: &Entry, sandbox: &Sandbox) -> Markup {
    let body = Body::new(&entry.body, &entry.findings);
    html! {
        h2 { (shown(&cut(&entry.endpoint, LONGEST_ENDPOINT))) }
        p.summary {
            (badge(entry.outcome())) " " strong { (status(entry)) } " · request " (entry.number) " · " (time(entry.received)) " UTC"
            @if !entry.delay.is_zero() { " · delayed by " (entry.delay.as_millis()) " ms" }
            @match entry.deliver {
                Deliver::Drop => " · the connection was closed",
                Deliver::Slow => " · sent byte by byte",
                _ => "",
            }
        }
        p.target { code { (shown(&cut(&entry.target, 500))) } }
        @if let Some((name, id)) = entity(entry, sandbox) {
            p { "Entity " a href=[entities::link(name, id, "")] { (name) " " (shown(&cut(id, 100))) } }
        }
        (findings(entry, &body))
        h3 { "Body" }
        @if entry.body.is_empty() { p.empty { "The request has no body." } } @else { (body.markup("line-", "Body of the request")) }
        h3 { "Answer" }
        @match (entry.deliver, entry.answer.is_empty()) {
            (Deliver::Drop, _) => p.empty { "None: the connection was closed." },
            (_, true) => p.empty { "It has no body." },
            _ => (Body::new(&entry.answer, &[]).markup("answer-", "Body of the answer")),
        }
        p.actions { a.button href=(format!("/__sandbox/page/try?request={}", entry.number)) { "Edit and send again" } }
    }
}

/// Returns the name and the id of the entity of an accepted request, while its event is remembered.
fn entity<'s>(entry: &Entry, sandbox: &'s Sandbox) -> Option<(&'s str, &'s str)> {
    let first = sandbox.events().next()?.number();
    let index = usize::try_from(entry.event()?.checked_sub(first)?).ok()?;
    sandbox.events().nth(index)?.entity()
}

fn findings(entry: &Entry, body: &Body<'_>) -> Markup {
    let missing = entry.finding_count - entry.findings.len();
    html! {
        @if entry.counted == Counted::Failed {
            p { "An injected fault: the sandbox ignored the request." }
        }
        @if !entry.findings.is_empty() {
            h3 { "Findings" }
            ul.list-of-findings {
                @for finding in &entry.findings { (finding_item(finding, body)) }
                @if missing > 0 { li { "… and " (missing) " more" } }
            }
        }
    }
}

fn finding_item(finding: &Finding, body: &Body<'_>) -> Markup {
    let class = if finding.is_warning() {
        "warning"
    } else {
        "violation"
    };
    html! {
        li class=(class) {
            strong { @if finding.is_warning() { "warning" } @else if finding.pointer().is_some() { "violation" } @else { "error" } }
            " "
            @if let Some(pointer) = finding.pointer() {
                @let pointer = if pointer.is_empty() { "the body" } else { pointer };
                @match body.line(finding) {
                    Some(line) => a href=(format!("#line-{line}")) { code { (shown(&cut(pointer, 300))) } },
                    None => code { (shown(&cut(pointer, 300))) },
                }
                " "
            } @else if let Some(line) = body.line(finding) {
                a href=(format!("#line-{line}")) { "line " (line) } " "
            }
            (prose(finding.message()))
        }
    }
}
