//! The `EventMapping`: which field or constant of the struct is the source of each field definition.

use super::names::{definition_path, field_path, mapped_field_path};
use super::paths::FieldPath;
use crate::code_buffer::{Code, generated_span_at};
use crate::lower::{Lowered, LoweredField};
use crate::resolve::Target;
use crate::template::emit;
use voucher_definition as definition;
use voucher_definition::pointer;

/// Writes the `EventMapping`.
///
/// ```text
/// // Output:
/// __core::EventMapping {
///     definition: &__core::DEFINITION,
///     type_name: "Promo",
///     fields: &[
///         __core::FieldMapping::new("code", "/voucher/voucherCode"),
///         __core::FieldMapping::new("campaign", "/voucher/custom/campaign"),
///     ],
/// }
/// ```
pub(super) fn emit_mapping(lowered: &Lowered<'_>, code: &mut Code) {
    let (definition, type_name) = (definition_path(lowered), lowered.mapping.input.name());
    let fields = lowered.fields.iter();
    let fields =
        fields.filter_map(|field| Some((&field.input.name, field_pointer(lowered, field)?)));
    let constants = lowered.mapping.constants.iter();
    let constants = constants.map(|(field_definition, constant)| {
        (
            constant.name.to_string(),
            definition_pointer(lowered, field_definition),
        )
    });
    emit!(code => __core::EventMapping {
        definition: #definition,
        type_name: #type_name,
        fields: &[
            #for ((name, pointer) in fields) { __core::FieldMapping::new(#name, #pointer), }
            #for ((name, pointer) in constants) { __core::FieldMapping::new(#name, #pointer), }
        ],
    });
}

/// Returns the JSON Pointer of what a field of the struct is the source of.
pub(super) fn field_pointer(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Option<String> {
    let parent = lowered.mapping.parent();
    match &field.target {
        Target::Skip(_) | Target::Part(_) => None,
        Target::Field(field_definition) => Some(definition_pointer(lowered, field_definition)),
        Target::Custom(key, _) => Some(pointer(&format!("{parent}/custom"), key)),
        Target::Extra(key, _) => Some(pointer(parent, key)),
    }
}

/// Returns the JSON Pointer of a field definition; of a path parameter, `/:id`.
pub(super) fn definition_pointer(
    lowered: &Lowered<'_>,
    field_definition: &definition::Field,
) -> String {
    if lowered.mapping.is_parameter(field_definition) {
        format!("/:{}", field_definition.name)
    } else {
        pointer(field_definition.parent, field_definition.name)
    }
}

/// Returns the path of each field definition whose source is a constant or a field, with the name of its source.
pub(super) fn mapped_paths(lowered: &Lowered<'_>) -> Vec<(FieldPath, String)> {
    let mut paths = Vec::new();
    for (field_definition, constant) in &lowered.mapping.constants {
        let span = generated_span_at(constant.name.span());
        let path = field_path(lowered, field_definition, span);
        paths.push((path, constant.name.to_string()));
    }
    for field in &lowered.fields {
        if !matches!(field.target, Target::Skip(_) | Target::Part(_)) {
            let span = generated_span_at(field.input.ident.span());
            paths.push((mapped_field_path(field, span), field.input.name.clone()));
        }
    }
    paths
}
