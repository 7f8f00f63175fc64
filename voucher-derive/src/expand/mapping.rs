//! The mapping: which field of the struct each field definition gets its value from.

use super::names::{definition_text, field_path, field_path_of, is_narrowed};
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::resolve::{Mapping, Target, is_same_field_definition};
use voucher_definition as definition;

/// `EventMapping { names: &[(&__ROW_7, "Promo.campaign")], ..EventMapping::new(&__inner::DEFINITION, "Promo,,code,value") }`
pub(super) fn push_mapping(mapping: &Mapping<'_>, code: &mut Code) {
    let generated_span = generated_span();
    let mut names = Vec::new();
    for field in &mapping.fields {
        let is_named = match field.target {
            Target::Skip(_) | Target::Part(_) => false,
            Target::Field(_) => mapping.file.is_some() || is_narrowed(field),
            Target::Custom(..) | Target::Extra(..) => true,
        };
        if is_named {
            names.push((
                field_path_of(mapping, field, generated_span),
                field.input.name.clone(),
            ));
        }
    }
    if mapping.file.is_some() {
        for (row, constant) in &mapping.constants {
            names.push((
                field_path(mapping, row, generated_span),
                constant.name.to_string(),
            ));
        }
    }
    let own = mapping.input.name();
    if !names.is_empty() {
        code.push("__inner::EventMapping { names: &[");
        for (row, name) in &names {
            push_named(row, &format!("{own}.{name}"), code);
        }
        code.push("], ..");
    }
    let mut rows = own;
    for row in mapping.definition.fields() {
        rows.push(',');
        rows.push_str(&source_name(mapping, row));
    }
    // What is behind the last name; of none, the struct's own tells nothing.
    rows.truncate(rows.trim_end_matches(',').len());
    if !rows.contains(',') {
        rows.clear();
    }
    push_new_mapping(mapping, &rows, code);
    if !names.is_empty() {
        code.push("}");
    }
}

/// `(&__ROW_7, "Promo.campaign"),`
pub(super) fn push_named(row: &FieldPath, name: &str, code: &mut Code) {
    code.push("(");
    row.push_to(code);
    code.push(",");
    code.push_literal(name);
    code.push("),");
}

pub(super) fn push_new_mapping(mapping: &Mapping<'_>, rows: &str, code: &mut Code) {
    code.push("__inner::EventMapping::new(");
    code.push(definition_text(mapping));
    code.push(",");
    code.push_literal(rows);
    code.push(")");
}

/// What gives a row of the definition its value, by name; empty where nothing does.
pub(super) fn source_name(mapping: &Mapping<'_>, row: &definition::Field) -> String {
    if mapping.file.is_some() {
        return String::new();
    }
    let mut constants = mapping.constants.iter();
    let constant = constants.find(|(other, _)| is_same_field_definition(other, row));
    let field = mapping.field_of(row);
    match (constant, field) {
        (Some((_, constant)), _) => constant.name.to_string(),
        (None, Some(field)) if !is_narrowed(field) => field.input.name.clone(),
        _ => String::new(),
    }
}

/// Each row that a constant or a field gives its value, beside the name of the one that does.
pub(super) fn mapped_paths<'e>(
    mapping: &'e Mapping<'_>,
) -> impl Iterator<Item = (FieldPath, String)> + 'e {
    let constants = mapping.constants.iter().map(|(row, constant)| {
        let generated_span = generated_span_at(constant.name.span());
        (
            field_path(mapping, row, generated_span),
            constant.name.to_string(),
        )
    });
    let fields = mapping.fields.iter().filter_map(|field| {
        let generated_span = generated_span_at(field.input.ident.span());
        let is_mapped = !matches!(field.target, Target::Skip(_) | Target::Part(_));
        is_mapped.then(|| {
            (
                field_path_of(mapping, field, generated_span),
                field.input.name.clone(),
            )
        })
    });
    constants.chain(fields)
}
