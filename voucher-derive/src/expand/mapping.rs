//! The mapping: which field of the struct each field definition gets its value from.

use super::names::{definition_text, expand_row, expand_row_of, is_narrowed};
use super::paths::Row;
use crate::code_buffer::{Code, text_span};
use crate::resolve::{Event, Place, is_same_row};
use voucher_definition as definition;

/// `EventMapping { names: &[(&__ROW_7, "Promo.campaign")], ..EventMapping::new(&__inner::DEFINITION, "Promo,,code,value") }`
pub(super) fn push_mapping(event: &Event<'_>, code: &mut Code) {
    let span = text_span();
    let mut names = Vec::new();
    for field in &event.fields {
        let is_named = match field.place {
            Place::Skip(_) | Place::Part(_) => false,
            Place::Row(_) => event.file.is_some() || is_narrowed(field),
            Place::Custom(..) | Place::Extra(..) => true,
        };
        if is_named {
            names.push((expand_row_of(event, field, span), field.input.name.clone()));
        }
    }
    if event.file.is_some() {
        for (row, constant) in &event.constants {
            names.push((expand_row(event, row, span), constant.name.to_string()));
        }
    }
    let own = event.input.name();
    if !names.is_empty() {
        code.push("__inner::EventMapping { names: &[");
        for (row, name) in &names {
            push_named(row, &format!("{own}.{name}"), code);
        }
        code.push("], ..");
    }
    let mut rows = own;
    for row in event.definition.fields() {
        rows.push(',');
        rows.push_str(&source_name(event, row));
    }
    // What is behind the last name; of none, the struct's own tells nothing.
    rows.truncate(rows.trim_end_matches(',').len());
    if !rows.contains(',') {
        rows.clear();
    }
    push_new_mapping(event, &rows, code);
    if !names.is_empty() {
        code.push("}");
    }
}

/// `(&__ROW_7, "Promo.campaign"),`
pub(super) fn push_named(row: &Row, name: &str, code: &mut Code) {
    code.push("(");
    row.push_to(code);
    code.push(",");
    code.push_literal(name);
    code.push("),");
}

pub(super) fn push_new_mapping(event: &Event<'_>, rows: &str, code: &mut Code) {
    code.push("__inner::EventMapping::new(");
    code.push(definition_text(event));
    code.push(",");
    code.push_literal(rows);
    code.push(")");
}

/// What gives a row of the definition its value, by name; empty where nothing does.
pub(super) fn source_name(event: &Event<'_>, row: &definition::Field) -> String {
    if event.file.is_some() {
        return String::new();
    }
    let mut constants = event.constants.iter();
    let constant = constants.find(|(other, _)| is_same_row(other, row));
    let field = event.field_of(row);
    match (constant, field) {
        (Some((_, constant)), _) => constant.name.to_string(),
        (None, Some(field)) if !is_narrowed(field) => field.input.name.clone(),
        _ => String::new(),
    }
}

/// Each row that a constant or a field gives its value, beside the name of the one that does.
pub(super) fn mapped_rows<'e>(event: &'e Event<'_>) -> impl Iterator<Item = (Row, String)> + 'e {
    let constants = event.constants.iter().map(|(row, constant)| {
        let span = constant.name.span().resolved_at(text_span());
        (expand_row(event, row, span), constant.name.to_string())
    });
    let fields = event.fields.iter().filter_map(|field| {
        let span = field.input.ident.span().resolved_at(text_span());
        let is_mapped = !matches!(field.place, Place::Skip(_) | Place::Part(_));
        is_mapped.then(|| (expand_row_of(event, field, span), field.input.name.clone()))
    });
    constants.chain(fields)
}
