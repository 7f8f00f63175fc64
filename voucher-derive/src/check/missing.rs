//! What nothing maps and the API requires: one error, with lines to paste.

use crate::core_path::CorePath;
use crate::report::{Errors, listed};
use crate::resolve::{Event, Place, is_same_row};
use std::fmt::Write;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::{nearest, related};

/// Every required row has a source, or a waiver where no page states the requirement. With parts, the compiler asks them.
pub(super) fn check_required(event: &Event<'_>, errors: &mut Errors) {
    if event.is_partial || !event.must_be_complete() {
        return;
    }
    let (mut missing, mut names) = (Vec::new(), Vec::new());
    for row in event.rows() {
        if !is_missing(event, row) {
            continue;
        }
        if is_unsent(event, row) {
            report_unsent(event, row, errors);
        } else {
            missing.push(row);
            names.push(row.rust_name);
        }
    }
    if missing.is_empty() || event.parts().next().is_some() {
        return;
    }
    let names = listed(&names);
    let ident = event.input.ident;
    let mut words = format!(
        "`{}` requires {names}, which nothing maps; add to `{ident}`",
        event.name()
    );
    let core = CorePath::new(event.input.words.krate.as_ref());
    let core = core.text();
    for row in &missing {
        let ty = fitting(row, core.trim_start_matches("::"));
        if let Some(path) = event.path_of(row) {
            let _ = write!(words, "\n    #[ravelin(rename = \"{path}\")]");
        }
        let _ = write!(words, "\n    {}: {ty},", row.rust_name);
        if !row.description.is_empty() {
            let _ = write!(words, " // {}", row.description);
        }
        if let Some(other) = looks_like(event, row) {
            let _ = write!(
                words,
                "\n    (or is it `{other}`? then `#[ravelin(rename = \"{}\")]` there)",
                row.name
            );
        }
    }
    if missing.iter().any(|row| is_clock(event, row)) {
        words.push_str(
            "\n`timestamp = now` in the struct's `#[ravelin(…)]` reads the clock instead",
        );
    }
    errors.push_spanned(ident, words);
}

/// Whether `timestamp = now` can give the row its value.
fn is_clock(event: &Event<'_>, row: &definition::Field) -> bool {
    let timestamp = event.definition.body.field("timestamp");
    matches!(row.kind, Kind::Time) && timestamp.is_some_and(|timestamp| is_same_row(timestamp, row))
}

fn is_missing(event: &Event<'_>, row: &definition::Field) -> bool {
    let is_needed = row.is_required() || event.is_parameter(row);
    is_needed && !event.has_source(row) && !event.is_meant(row) && !event.is_waived(row)
}

/// Whether a field of the row's name is there, but is not sent as the row.
fn is_unsent(event: &Event<'_>, row: &definition::Field) -> bool {
    event.fields.iter().any(|field| {
        let is_named = [row.rust_name, row.name].contains(&field.input.name.as_str());
        is_named && matches!(field.place, Place::Skip(_) | Place::Custom(..))
    })
}

fn report_unsent(event: &Event<'_>, row: &definition::Field, errors: &mut Errors) {
    for field in &event.fields {
        let (word, span) = match field.place {
            Place::Skip(span) => ("skip", span),
            // Without a free object, `custom` is a mistake of its own.
            Place::Custom(_, span) if event.custom().is_some() => ("custom", span),
            _ => continue,
        };
        if [row.rust_name, row.name].contains(&field.input.name.as_str()) {
            let words = format!(
                "`{}` is required by `{}` and has no other source; remove `{word}`",
                row.name,
                event.name()
            );
            errors.push_at(span, words);
        }
    }
}

/// A field that goes elsewhere, and whose name looks like the row's.
fn looks_like(event: &Event<'_>, row: &definition::Field) -> Option<String> {
    let elsewhere = event
        .fields
        .iter()
        .filter(|field| matches!(field.place, Place::Skip(_) | Place::Custom(..)));
    let mut names = elsewhere.map(|field| field.input.name.clone());
    let rows = [row.rust_name];
    names.find(|name| {
        nearest(name, &rows)
            .or_else(|| related(name, &rows))
            .is_some()
    })
}

/// A type that fits, as it can be pasted.
fn fitting(row: &definition::Field, core: &str) -> String {
    match row.kind {
        Kind::Object(_) => camel(row.rust_name),
        Kind::Array(array) => match array.element.kind {
            Kind::Object(_) => format!("Vec<{}>", camel(row.rust_name.trim_end_matches('s'))),
            _ => format!("Vec<{}>", fitting(array.element, core)),
        },
        Kind::Number => String::from("f64"),
        Kind::Amount | Kind::Integer => String::from("i64"),
        Kind::Currency => format!("{core}::Currency"),
        Kind::Time => format!("{core}::Timestamp"),
        Kind::Bool => String::from("bool"),
        _ => String::from("String"),
    }
}

/// `order_item` as `OrderItem`
fn camel(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut word = String::from(word);
        // The names of rows are ASCII.
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    });
    words.collect()
}
