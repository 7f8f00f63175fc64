//! The mapping: which field of the struct each field definition gets its value from.

use super::names::{definition_path, field_path, is_narrowed, mapped_field_path};
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::resolve::{Mapping, Target, is_same_field_definition};
use voucher_definition as definition;

/// `EventMapping { names: &[(&__ROW_7, "Promo.campaign")], ..EventMapping::new(&__inner::DEFINITION, "Promo,,code,value") }`
pub(super) fn push_mapping(mapping: &Mapping<'_>, code: &mut Code) {
    let generated_span = generated_span();
    let mut names = Vec::new();
    for field in &mapping.fields {
        let is_listed = match field.target {
            Target::Skip(_) | Target::Part(_) => false,
            Target::Field(_) => mapping.file.is_some() || is_narrowed(field),
            Target::Custom(..) | Target::Extra(..) => true,
        };
        if is_listed {
            names.push((
                mapped_field_path(mapping, field, generated_span),
                field.input.name.clone(),
            ));
        }
    }
    if mapping.file.is_some() {
        for (field_definition, constant) in &mapping.constants {
            names.push((
                field_path(mapping, field_definition, generated_span),
                constant.name.to_string(),
            ));
        }
    }
    let own = mapping.input.name();
    if !names.is_empty() {
        code.push("__inner::EventMapping { names: &[");
        for (path, name) in &names {
            push_named(path, &format!("{own}.{name}"), code);
        }
        code.push("], ..");
    }
    let mut sources = own;
    for field_definition in mapping.definition.fields() {
        sources.push(',');
        sources.push_str(&source_name(mapping, field_definition));
    }
    // What is behind the last name; of none, the struct's own tells nothing.
    sources.truncate(sources.trim_end_matches(',').len());
    if !sources.contains(',') {
        sources.clear();
    }
    push_new_mapping(mapping, &sources, code);
    if !names.is_empty() {
        code.push("}");
    }
}

/// `(&__ROW_7, "Promo.campaign"),`
pub(super) fn push_named(path: &FieldPath, name: &str, code: &mut Code) {
    code.push("(");
    path.push_to(code);
    code.push(",");
    code.push_literal(name);
    code.push("),");
}

pub(super) fn push_new_mapping(mapping: &Mapping<'_>, sources: &str, code: &mut Code) {
    code.push("__inner::EventMapping::new(");
    code.push(definition_path(mapping));
    code.push(",");
    code.push_literal(sources);
    code.push(")");
}

/// What gives a row of the definition its value, by name; empty where nothing does.
pub(super) fn source_name(mapping: &Mapping<'_>, field_definition: &definition::Field) -> String {
    if mapping.file.is_some() {
        return String::new();
    }
    let mut constants = mapping.constants.iter();
    let constant = constants.find(|(other, _)| is_same_field_definition(other, field_definition));
    let field = mapping.field_of(field_definition);
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
    let constants = mapping
        .constants
        .iter()
        .map(|(field_definition, constant)| {
            let generated_span = generated_span_at(constant.name.span());
            (
                field_path(mapping, field_definition, generated_span),
                constant.name.to_string(),
            )
        });
    let fields = mapping.fields.iter().filter_map(|field| {
        let generated_span = generated_span_at(field.input.ident.span());
        let is_mapped = !matches!(field.target, Target::Skip(_) | Target::Part(_));
        is_mapped.then(|| {
            (
                mapped_field_path(mapping, field, generated_span),
                field.input.name.clone(),
            )
        })
    });
    constants.chain(fields)
}
