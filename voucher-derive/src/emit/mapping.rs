//! The `EventMapping`: which field or constant of the struct is the source of each field definition.

use super::names::{definition_path, field_path, mapped_field_path};
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span, generated_span_at};
use crate::lower::Lowered;
use crate::resolve::{Target, is_same_field_definition};
use crate::template::emit;
use voucher_definition as definition;

/// Writes the `EventMapping`. A string lists the struct's name and the sources in the order of the definition. Other field
/// definitions are in `names`.
///
/// ```text
/// // Output:
/// __core::EventMapping {
///     names: &[(&__NEW_FIELD_7, "Promo.campaign")],
///     ..__core::EventMapping::new(&__core::DEFINITION, "Promo,,code,value")
/// }
/// ```
pub(super) fn emit_mapping(lowered: &Lowered<'_>, code: &mut Code) {
    let names = names(lowered);
    let sources = sources(lowered);
    if names.is_empty() {
        return emit_new_mapping(lowered, &sources, code);
    }
    emit!(code => __core::EventMapping {
        names: &[#emit_names(&lowered.mapping.input.name(), &names)],
        ..#emit_new_mapping(lowered, &sources)
    });
}

/// Returns the field definitions that are in `names`, each with the name of its source.
fn names(lowered: &Lowered<'_>) -> Vec<(FieldPath, String)> {
    let generated_span = generated_span();
    let mut names = Vec::new();
    for field in &lowered.fields {
        let is_in_names = match field.target {
            Target::Skip(_) | Target::Part(_) => false,
            Target::Field(_) => lowered.mapping.file.is_some() || field.is_narrowed,
            Target::Custom(..) | Target::Extra(..) => true,
        };
        if is_in_names {
            names.push((
                mapped_field_path(field, generated_span),
                field.input.name.clone(),
            ));
        }
    }
    if lowered.mapping.file.is_some() {
        for (field_definition, constant) in &lowered.mapping.constants {
            names.push((
                field_path(lowered, field_definition, generated_span),
                constant.name.to_string(),
            ));
        }
    }
    names
}

/// Returns `Promo,,code,value`: the struct's name and the sources in the order of the definition.
fn sources(lowered: &Lowered<'_>) -> String {
    let mut sources = lowered.mapping.input.name();
    for field_definition in lowered.mapping.definition.fields() {
        sources.push(',');
        sources.push_str(&source_name(lowered, field_definition));
    }
    // Commas after the last source are not needed, and neither is the struct's name without any source.
    sources.truncate(sources.trim_end_matches(',').len());
    if !sources.contains(',') {
        sources.clear();
    }
    sources
}

/// Writes `(&__NEW_FIELD_7, "Promo.campaign"),` for each field definition and the name of its source.
pub(super) fn emit_names(struct_name: &str, names: &[(FieldPath, String)], code: &mut Code) {
    for (path, name) in names {
        emit!(code => (#path, #{format!("{struct_name}.{name}")}),);
    }
}

/// Writes `EventMapping::new(…)`.
pub(super) fn emit_new_mapping(lowered: &Lowered<'_>, sources: &str, code: &mut Code) {
    let definition = definition_path(lowered);
    emit!(code => __core::EventMapping::new(#definition, #sources));
}

/// Returns the name of the source of a field definition, or an empty string if it has none or is in `names`.
fn source_name(lowered: &Lowered<'_>, field_definition: &definition::Field) -> String {
    if lowered.mapping.file.is_some() {
        return String::new();
    }
    let mut constants = lowered.mapping.constants.iter();
    let constant = constants.find(|(other, _)| is_same_field_definition(other, field_definition));
    let field = lowered.field_of(field_definition);
    match (constant, field) {
        (Some((_, constant)), _) => constant.name.to_string(),
        (None, Some(field)) if !field.is_narrowed => field.input.name.clone(),
        _ => String::new(),
    }
}

/// Returns the path of each field definition whose source is a constant or a field, with the name of its source.
pub(super) fn mapped_paths<'e>(
    lowered: &'e Lowered<'_>,
) -> impl Iterator<Item = (FieldPath, String)> + 'e {
    let constants = lowered
        .mapping
        .constants
        .iter()
        .map(|(field_definition, constant)| {
            let generated_span = generated_span_at(constant.name.span());
            (
                field_path(lowered, field_definition, generated_span),
                constant.name.to_string(),
            )
        });
    let fields = lowered.fields.iter().filter_map(|field| {
        let generated_span = generated_span_at(field.input.ident.span());
        let is_mapped = !matches!(field.target, Target::Skip(_) | Target::Part(_));
        is_mapped.then(|| {
            (
                mapped_field_path(field, generated_span),
                field.input.name.clone(),
            )
        })
    });
    constants.chain(fields)
}
