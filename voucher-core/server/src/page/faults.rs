//! The section Faults: injects faults at random, and resets the sandbox.

use super::{Section, layout};
use crate::service::State;
use crate::site::Fields;
use maud::{Markup, html};
use std::time::Duration;
use voucher_core::sandbox::{FaultKind, Faults};

/// The longest latency, in milliseconds.
const LONGEST_LATENCY: u64 = 60_000;

fn description(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::TooManyRequests => {
            "too many requests, with Retry-After: 1; the request is ignored"
        }
        FaultKind::InternalServerError => "internal server error; the request is ignored",
        FaultKind::ServiceUnavailable => "service unavailable; the request is ignored",
        FaultKind::GatewayTimeout => "gateway timeout, with HTML; the request is ignored",
        FaultKind::NoContent => "accepted, without a body",
        FaultKind::Drop => "the request is ignored and the connection closed",
        FaultKind::DropAfterAccept => "accepted, but the connection is closed without an answer",
        FaultKind::Slow => "accepted; the answer is sent byte by byte",
        FaultKind::Null => "accepted; the body of the answer is null",
        _ => "",
    }
}

/// Returns what a button has done.
fn done(name: &str) -> Option<&'static str> {
    match name {
        "set" => Some("The faults are applied."),
        "off" => Some("The faults are switched off."),
        "reset" => Some("The sandbox is reset."),
        _ => None,
    }
}

/// Returns the page, with the error of a form, or what it has done.
pub(crate) fn page(state: &State, fields: &Fields, error: Option<&str>) -> Markup {
    let faults = state.lock().sandbox.faults().clone();
    let is_on = faults.rate() > 0.0 && !faults.kinds().is_empty();
    let content = html! {
        h1 { "Faults" }
        p.lead {
            @if is_on {
                span.badge.failed { "on" } " " (percent(faults.rate())) " % of all requests have a fault."
            } @else {
                span.badge.accepted { "off" } " No faults are injected at random."
            }
            @if !faults.latency().is_zero() { " Every answer takes at least " (faults.latency().as_millis()) " ms." }
        }
        @if let Some(done) = fields.get("done").and_then(done) { p.done role="status" { (done) } }
        @if let Some(error) = error { p.error role="alert" { (error) } }
        (form(&faults))
        section.danger aria-labelledby="reset-title" {
            h2 #reset-title { "Reset" }
            p { "Forgets all requests and entities, and returns to the faults that the sandbox was started with." }
            form method="post" action="/__sandbox/page/faults" { button name="do" value="reset" { "Reset the sandbox" } }
        }
        p.note {
            "The header " code { "Prefer" } " of a request injects a fault into just this one: "
            code { "Prefer: code=429, retry-after=1" } ", " code { "wait=2" } ", " code { "drop" } "."
        }
    };
    layout(Section::Faults, "Faults", &content)
}

fn form(faults: &Faults) -> Markup {
    html! {
        form.stack method="post" action="/__sandbox/page/faults" {
            p {
                label for="rate" { "Requests with a fault, in percent" }
                input #rate type="number" name="rate" min="0" max="100" step="any" value=(percent(faults.rate())) required;
            }
            fieldset {
                legend { "Kinds, equally likely" }
                @for kind in FaultKind::ALL {
                    label.check {
                        input type="checkbox" name="kind" value=(kind.name()) checked[faults.kinds().contains(&kind)];
                        span { strong { (kind.name()) } " " (description(kind)) }
                    }
                }
            }
            p {
                label for="latency" { "Latency of every answer, in milliseconds" }
                input #latency type="number" name="latency" min="0" max=(LONGEST_LATENCY) value=(faults.latency().as_millis()) required;
            }
            p.actions {
                button.primary name="do" value="set" { "Apply" }
                button name="do" value="off" formnovalidate { "Switch off" }
            }
        }
    }
}

/// Returns a rate in percent, without digits that come from rounding: `10`, `12.5`.
fn percent(rate: f64) -> String {
    let percent = format!("{:.4}", rate * 100.0);
    percent.trim_end_matches('0').trim_end_matches('.').into()
}

/// Applies a form. Returns the path that shows what it has done.
///
/// # Errors
/// Returns what is wrong with the form.
pub(crate) fn change(state: &State, form: &Fields) -> Result<&'static str, String> {
    let mut shared = state.lock();
    match form.get("do") {
        Some("reset") => {
            shared.sandbox.reset();
            shared.journal.clear();
            Ok("/__sandbox/page/faults?done=reset")
        }
        Some("off") => {
            shared.sandbox.set_faults(Faults::default());
            Ok("/__sandbox/page/faults?done=off")
        }
        Some("set") => {
            let rate = form.get("rate").and_then(|rate| rate.parse::<f64>().ok());
            let rate = rate.filter(|rate| (0.0..=100.0).contains(rate));
            let rate = rate.ok_or("expected a rate from 0 to 100 percent")?;
            let latency = form
                .number("latency")
                .filter(|millis| *millis <= LONGEST_LATENCY);
            let latency = latency.ok_or("expected a latency from 0 to 60000 milliseconds")?;
            let kinds = FaultKind::ALL.into_iter();
            let kinds = kinds.filter(|kind| form.all("kind").any(|name| name == kind.name()));
            let faults = Faults::new(rate / 100.0).with_kinds(kinds);
            let faults = faults.with_latency(Duration::from_millis(latency));
            shared.sandbox.set_faults(faults);
            Ok("/__sandbox/page/faults?done=set")
        }
        _ => Err("expected one of the buttons of the form".into()),
    }
}
