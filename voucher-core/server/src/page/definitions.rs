//! The section Definitions: every field with its status, rules and source.

use super::shown::prose;
use super::{Section, counted, layout};
use crate::service::State;
use crate::site::{self, Fields};
use maud::{Markup, html};
use voucher_codegen::show::{ShownField, fields};
use voucher_definition::{Definition, Status};

/// The maximum number of fields that a search shows.
const FOUND_FIELDS: usize = 200;

/// Returns the page.
pub(crate) fn page(state: &State, form: &Fields) -> Markup {
    let definitions = state.lock().sandbox.definitions();
    let search = form.get("search").unwrap_or_default();
    let selected = form.get("definition");
    let selected = selected.and_then(|name| {
        definitions
            .iter()
            .find(|definition| definition.name == name)
    });
    let content = html! {
        h1 { "Definitions" }
        form .bar method="get" action="/__sandbox/page/definitions" data-search="" {
            label { "Search " input type="search" name="search" value=(search) placeholder="expiry, /v2/order, minor units"; }
            button { "Search" }
        }
        div #results {
            @match selected {
                Some(definition) => (detail(definition)),
                None if search.is_empty() => (list(&definitions)),
                None => (found(&definitions, search)),
            }
        }
    };
    layout(Section::Definitions, "Definitions", &content)
}

pub(super) fn link(definition: &Definition) -> String {
    site::link(
        "/__sandbox/page/definitions",
        &[("definition", definition.name)],
    )
}

fn list(definitions: &[&'static Definition]) -> Markup {
    html! {
        table {
            caption.hidden { "Definitions" }
            thead { tr { th scope="col" { "Endpoint" } th scope="col" { "Purpose" } th scope="col" { "Fields" } } }
            tbody {
                @for definition in definitions {
                    tr {
                        th scope="row" { a href=(link(definition)) { (definition.method) " " (definition.path) } }
                        td { (definition.description) @if definition.deprecated { " " span.badge.warnings { "deprecated" } } }
                        td.number { (fields(definition).len()) }
                    }
                }
            }
        }
    }
}

/// Returns the definitions and fields that contain every word of a search.
fn found(definitions: &[&'static Definition], search: &str) -> Markup {
    let words: Vec<_> = search
        .to_lowercase()
        .split_whitespace()
        .map(String::from)
        .collect();
    let matches = |texts: &[&str]| {
        let all = texts.join(" ").to_lowercase();
        words.iter().all(|word| all.contains(word))
    };
    let endpoints = definitions.iter().copied().filter(|definition| {
        let name = [definition.method, definition.path, definition.name];
        matches(&name) || matches(&[definition.description])
    });
    let endpoints: Vec<_> = endpoints.collect();
    let rows = definitions.iter().flat_map(|definition| {
        let shown = fields(definition).into_iter();
        shown.map(move |field| (*definition, field))
    });
    let rows = rows.filter(|(_, shown)| {
        let rules = shown.rules.join(" ");
        let words = [&shown.path, &shown.type_name, &shown.status, &rules];
        let [path, type_name, status, rules] = words;
        matches(&[path, type_name, status, rules, shown.field.description])
    });
    let rows: Vec<_> = rows.collect();
    html! {
        p role="status" { (counted(endpoints.len(), "endpoint")) ", " (counted(rows.len(), "field")) " found" }
        @if !endpoints.is_empty() { (list(&endpoints)) }
        @if !rows.is_empty() { (found_fields(&rows)) }
    }
}

fn found_fields(rows: &[(&'static Definition, ShownField)]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Found fields" {
            table.fields {
                thead { tr { th scope="col" { "Endpoint" } (heading()) } }
                tbody {
                    @for (definition, shown) in rows.iter().take(FOUND_FIELDS) {
                        tr { td { a href=(link(definition)) { (definition.path) } } (cells(shown)) }
                    }
                }
            }
        }
        @if rows.len() > FOUND_FIELDS { p.empty { "Only the first " (FOUND_FIELDS) " fields are shown." } }
    }
}

fn detail(definition: &Definition) -> Markup {
    let shown = fields(definition);
    let attempt = site::link("/__sandbox/page/try", &[("definition", definition.name)]);
    html! {
        h2 { (definition.method) " " (definition.path) }
        p.lead {
            (definition.description)
            @if definition.deprecated { " " span.badge.warnings { "deprecated" } }
        }
        p.actions {
            a.button href=(attempt) { "Try it" }
            " " a.button href="/__sandbox/page/definitions" { "All definitions" }
            @if is_link(definition.source) { " " a href=(definition.source) rel="noreferrer" { "Page of the API" } }
        }
        div.scroll tabindex="0" role="region" aria-label="Fields" {
            table.fields {
                caption.hidden { "Fields" }
                thead { tr { (heading()) } }
                tbody { @for shown in &shown { tr { (cells(shown)) } } }
            }
        }
    }
}

fn heading() -> Markup {
    html! {
        th scope="col" { "Field" }
        th scope="col" { "Type" }
        th scope="col" { "Status" }
        th scope="col" { "Rules" }
        th scope="col" { "Meaning" }
        th scope="col" { "Source" }
    }
}

fn cells(shown: &ShownField) -> Markup {
    let field = shown.field;
    let class = match field.status {
        Status::Required => "required",
        Status::Important => "important",
        Status::Optional | Status::Unknown => "optional",
    };
    html! {
        th scope="row" { code { (shown.path) } }
        td { (shown.type_name) }
        td { span class=(format!("status {class}")) { (shown.status) } }
        td {
            @if !shown.rules.is_empty() {
                ul.rules { @for rule in &shown.rules { li { (prose(rule)) } } }
            }
        }
        td {
            (field.description)
            @for note in field.value_notes {
                br;
                code { (note.value) } " " (note.description)
                @if note.deprecated { " (deprecated)" }
            }
        }
        td {
            @if is_link(field.source) {
                a href=(field.source) rel="noreferrer" { "page" span.hidden { " about " (shown.path) } }
            } @else {
                (field.source)
            }
        }
    }
}

/// Returns whether a source is a URL, which can be a link. Others, such as `javascript:`, stay text.
fn is_link(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}
