//! What nothing maps and the API requires: one error, with lines to paste.

use crate::core_path::CorePath;
use crate::report::{Errors, quote_list};
use crate::resolve::{Mapping, Target, is_same_field_definition};
use std::fmt::Write;
use voucher_definition as definition;
use voucher_definition::Kind;
use voucher_definition::suggest::{nearest, related};

/// Every required row has a source, or a waiver where no page states the requirement. With parts, the compiler asks them.
pub(super) fn check_required(mapping: &Mapping<'_>, errors: &mut Errors) {
    if mapping.has_unparsed_field || !mapping.must_be_complete() {
        return;
    }
    let (mut missing, mut names) = (Vec::new(), Vec::new());
    for row in mapping.rows() {
        if !is_missing(mapping, row) {
            continue;
        }
        if is_unsent(mapping, row) {
            report_unsent(mapping, row, errors);
        } else {
            missing.push(row);
            names.push(row.rust_name);
        }
    }
    if missing.is_empty() || mapping.parts().next().is_some() {
        return;
    }
    let names = quote_list(&names);
    let ident = mapping.input.ident;
    let mut message = format!(
        "`{}` requires {names}, which nothing maps; add to `{ident}`",
        mapping.name()
    );
    let core = CorePath::new(mapping.input.keys.krate.as_ref());
    let core = core.text();
    for row in &missing {
        let ty = fitting(row, core.trim_start_matches("::"));
        if let Some(path) = mapping.path_of(row) {
            let _ = write!(message, "\n    #[ravelin(rename = \"{path}\")]");
        }
        let _ = write!(message, "\n    {}: {ty},", row.rust_name);
        if !row.description.is_empty() {
            let _ = write!(message, " // {}", row.description);
        }
        if let Some(other) = looks_like(mapping, row) {
            let _ = write!(
                message,
                "\n    (or is it `{other}`? then `#[ravelin(rename = \"{}\")]` there)",
                row.name
            );
        }
    }
    if missing.iter().any(|row| is_clock(mapping, row)) {
        message.push_str(
            "\n`timestamp = now` in the struct's `#[ravelin(…)]` reads the clock instead",
        );
    }
    errors.push_spanned(ident, message);
}

/// Whether `timestamp = now` can give the row its value.
fn is_clock(mapping: &Mapping<'_>, row: &definition::Field) -> bool {
    let timestamp = mapping.definition.body.field("timestamp");
    matches!(row.kind, Kind::Time)
        && timestamp.is_some_and(|timestamp| is_same_field_definition(timestamp, row))
}

fn is_missing(mapping: &Mapping<'_>, row: &definition::Field) -> bool {
    let is_needed = row.is_required() || mapping.is_parameter(row);
    is_needed && !mapping.has_source(row) && !mapping.is_suggested(row) && !mapping.is_waived(row)
}

/// Whether a field of the row's name is there, but is not sent as the row.
fn is_unsent(mapping: &Mapping<'_>, row: &definition::Field) -> bool {
    mapping.fields.iter().any(|field| {
        let is_named = [row.rust_name, row.name].contains(&field.input.name.as_str());
        is_named && matches!(field.target, Target::Skip(_) | Target::Custom(..))
    })
}

fn report_unsent(mapping: &Mapping<'_>, row: &definition::Field, errors: &mut Errors) {
    for field in &mapping.fields {
        let (word, span) = match field.target {
            Target::Skip(span) => ("skip", span),
            // Without a free object, `custom` is a mistake of its own.
            Target::Custom(_, span) if mapping.custom().is_some() => ("custom", span),
            _ => continue,
        };
        if [row.rust_name, row.name].contains(&field.input.name.as_str()) {
            let message = format!(
                "`{}` is required by `{}` and has no other source; remove `{word}`",
                row.name,
                mapping.name()
            );
            errors.push_at(span, message);
        }
    }
}

/// A field that goes elsewhere, and whose name looks like the row's.
fn looks_like(mapping: &Mapping<'_>, row: &definition::Field) -> Option<String> {
    let timestamp_location = mapping
        .fields
        .iter()
        .filter(|field| matches!(field.target, Target::Skip(_) | Target::Custom(..)));
    let mut names = timestamp_location.map(|field| field.input.name.clone());
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
    let parts = name.split('_').map(|part| {
        let mut part = String::from(part);
        // The names of rows are ASCII.
        if let Some(first) = part.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        part
    });
    parts.collect()
}
