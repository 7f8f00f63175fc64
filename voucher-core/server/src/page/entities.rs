//! The section Entities: what the accepted events were merged to.

use super::requests::time;
use super::shown::{cut, shown};
use super::{Section, counted, layout};
use crate::journal::Journal;
use crate::service::State;
use crate::site::{self, Fields};
use maud::{Markup, html};
use serde_json::Value;
use voucher_core::sandbox::{EntityHistory, Event, Sandbox};

/// The maximum number of entities on the page.
const ENTITIES: usize = 200;
/// The maximum number of events of an entity, and of its members.
const EVENTS: usize = 100;
/// The maximum length of the link to an entity, in bytes. A server need not accept longer ones.
const LONGEST_LINK: usize = 8_000;
/// The maximum length of a value, in characters.
const LONGEST_VALUE: usize = 300;

/// Returns the page.
pub(crate) fn page(state: &State, fields: &Fields) -> Markup {
    let shared = state.lock();
    let search = fields.get("search").unwrap_or_default();
    let selected = fields.get("name").zip(fields.get("id"));
    let content = html! {
        h1 { "Entities" }
        p.lead { "Accepted events are merged by their timestamps. An entity has the latest value of each field." }
        form .bar method="get" action="/__sandbox/page/entities" data-search="" {
            label { "Search " input type="search" name="search" value=(search) placeholder="voucher, or an id"; }
            button { "Search" }
        }
        div.split {
            div #results .list { (list(&shared.sandbox, search, selected)) }
            section #entity .panel tabindex="-1" aria-label="Entity" {
                @match selected.map(|(name, id)| (name, id, shared.sandbox.history(name, id))) {
                    Some((name, id, Some(history))) => (detail(name, id, &history, &shared.journal)),
                    Some((name, id, None)) => p.empty { "There is no entity " (shown(name)) " " (shown(&cut(id, 100))) "." },
                    None => p.empty { "Choose an entity to see its values and the events that it was merged from." },
                }
            }
        }
    };
    layout(Section::Entities, "Entities", &content)
}

fn list(sandbox: &Sandbox, search: &str, selected: Option<(&str, &str)>) -> Markup {
    let wanted = search.to_lowercase();
    let matches = |text: &str| text.to_lowercase().contains(&wanted);
    let found = sandbox
        .entities()
        .filter(|(name, id)| matches(name) || matches(id));
    let mut found: Vec<_> = found.take(ENTITIES + 1).collect();
    let is_cut = found.len() > ENTITIES;
    found.truncate(ENTITIES);
    html! {
        @if found.is_empty() {
            p.empty { "There are none." }
        } @else {
            table {
                caption.hidden { "Entities" }
                thead { tr { th scope="col" { "Entity" } th scope="col" { "Id" } } }
                tbody {
                    @for (name, id) in &found {
                        tr aria-selected=[(selected == Some((*name, *id))).then_some("true")] {
                            td { (name) }
                            td {
                                @match link(name, id, search) {
                                    Some(link) => a href=(link) { (shown(&cut(id, 100))) },
                                    None => { (shown(&cut(id, 100))) " " span.note { "too long for a link" } }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if is_cut { p.empty { "Only the first " (ENTITIES) " are shown; search for others." } }
    }
}

/// Returns the link to an entity, unless its id is too long.
pub(super) fn link(name: &str, id: &str, search: &str) -> Option<String> {
    let fields = [("name", name), ("id", id), ("search", search)];
    let link = (id.len() <= LONGEST_LINK).then(|| site::link("/__sandbox/page/entities", &fields));
    link.filter(|link| link.len() <= LONGEST_LINK)
}

fn detail(name: &str, id: &str, history: &EntityHistory<'_>, journal: &Journal) -> Markup {
    let events = history.events();
    html! {
        h2 { (name) " " code { (shown(&cut(id, 100))) } }
        p.summary { "merged from " (counted(events.len(), "event")) }
        h3 { "Values" }
        div.scroll tabindex="0" role="region" aria-label="Values" {
            table {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } th scope="col" { "From event" } } }
                tbody {
                    @for value in history.values().iter().take(EVENTS) {
                        tr {
                            th scope="row" {
                                code { @if value.is_of_entity() { (name) "." } (shown(&cut(value.name(), 100))) }
                            }
                            td { code { (shown(&cut(value.json(), LONGEST_VALUE))) } }
                            td { (event_link(value.event(), journal)) }
                        }
                    }
                }
            }
        }
        h3 { "Merge history" }
        ol.history {
            @for event in events.iter().rev().take(EVENTS) { (event_item(event, name, history, journal)) }
        }
        @if events.len() > EVENTS { p.empty { "Only the latest " (EVENTS) " events are shown." } }
    }
}

/// Returns an event with the members that it has, and whether their values are still the latest.
fn event_item(event: &Event, name: &str, history: &EntityHistory<'_>, journal: &Journal) -> Markup {
    let body: Value = serde_json::from_str(event.body()).unwrap_or_default();
    let members = body[name].as_object().into_iter().flatten();
    let timestamp = &body["timestamp"];
    html! {
        li {
            p {
                "event " (event_link(event.number(), journal)) ", received " (time(event.received())) ", timestamp "
                code { (shown(&timestamp.to_string())) }
            }
            ul.members {
                @for (member, value) in members.take(EVENTS) {
                    @let is_latest = history.values().iter().any(|latest| {
                        latest.is_of_entity() && latest.name() == member && latest.event() == event.number()
                    });
                    li class=(if is_latest { "latest" } else { "replaced" }) {
                        code { (shown(&cut(member, 100))) ": " (shown(&cut(&value.to_string(), LONGEST_VALUE))) }
                        @if !is_latest { " " span.note { "not the latest" } }
                    }
                }
            }
        }
    }
}

fn event_link(event: u64, journal: &Journal) -> Markup {
    html! {
        @match journal.of_event(event) {
            Some(entry) => a href=(format!("/?request={}", entry.number)) { (event) },
            None => (event),
        }
    }
}
