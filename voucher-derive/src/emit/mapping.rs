//! The `EventMapping`: which field or constant of the struct is the source of each field definition.

use super::names::{definition_path, field_path, is_narrowed, mapped_field_path};
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::resolve::{Mapping, Target, is_same_field_definition};
use voucher_definition as definition;

/// Writes
/// `EventMapping { names: &[(&__NEW_FIELD_7, "Promo.campaign")], ..EventMapping::new(&__core::DEFINITION, "Promo,,code,value") }`.
///
/// The string lists the struct's name and the sources in the order of the definition. Other field definitions are in
/// `names`.
pub(super) fn emit_mapping(mapping: &Mapping<'_>, code: &mut Code) {
    let generated_span = generated_span();
    let mut names = Vec::new();
    for field in &mapping.fields {
        let is_in_names = match field.target {
            Target::Skip(_) | Target::Part(_) => false,
            Target::Field(_) => mapping.file.is_some() || is_narrowed(field),
            Target::Custom(..) | Target::Extra(..) => true,
        };
        if is_in_names {
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
    let struct_name = mapping.input.name();
    if !names.is_empty() {
        code.push("__core::EventMapping { names: &[");
        for (path, name) in &names {
            emit_named(path, &format!("{struct_name}.{name}"), code);
        }
        code.push("], ..");
    }
    let mut sources = struct_name;
    for field_definition in mapping.definition.fields() {
        sources.push(',');
        sources.push_str(&source_name(mapping, field_definition));
    }
    // Commas after the last source are not needed, and neither is the struct's name without any source.
    sources.truncate(sources.trim_end_matches(',').len());
    if !sources.contains(',') {
        sources.clear();
    }
    emit_new_mapping(mapping, &sources, code);
    if !names.is_empty() {
        code.push("}");
    }
}

/// Writes `(&__NEW_FIELD_7, "Promo.campaign"),`.
pub(super) fn emit_named(path: &FieldPath, name: &str, code: &mut Code) {
    code.push("(");
    path.push_to(code);
    code.push(",");
    code.push_literal(name);
    code.push("),");
}

/// Writes `EventMapping::new(…)`.
pub(super) fn emit_new_mapping(mapping: &Mapping<'_>, sources: &str, code: &mut Code) {
    code.push("__core::EventMapping::new(");
    code.push(definition_path(mapping));
    code.push(",");
    code.push_literal(sources);
    code.push(")");
}

/// Returns the name of the source of a field definition, or an empty string if it has none or is in `names`.
fn source_name(mapping: &Mapping<'_>, field_definition: &definition::Field) -> String {
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

/// Returns the path of each field definition whose source is a constant or a field, with the name of its source.
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
