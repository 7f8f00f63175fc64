//! The statics that hold field definitions.

use crate::resolve::{Mapping, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::Kind;

/// Returns the field definitions of a file that the generated code refers to: those with a source, or all of them
/// if the struct has parts, which may map any.
pub(super) fn needed_field_definitions(mapping: &Mapping<'_>) -> Vec<&'static definition::Field> {
    if mapping.file.is_none() {
        return Vec::new();
    }
    let entity = mapping
        .definition
        .entity()
        .map(|(field_definition, _)| field_definition);
    let has_parts = mapping.parts().next().is_some();
    let is_flat_part = !mapping.must_be_complete() && entity.is_none();
    let custom = mapping
        .custom_member()
        .map(|(_, field_definition)| field_definition);
    let mut field_definitions = mapping.field_definitions();
    field_definitions.retain(|field_definition| {
        mapping.has_source(field_definition)
            || custom.is_some_and(|custom| is_same_field_definition(custom, field_definition))
            || has_parts
            || is_flat_part && matches!(field_definition.kind, Kind::Object(_))
    });
    // A part needs at least one, to find its object in the body.
    if field_definitions.is_empty() && !mapping.must_be_complete() {
        field_definitions.extend(mapping.object.definition.fields.first());
    }
    if let Some(entity) = entity.filter(|_| mapping.object.nested_path.is_none()) {
        field_definitions.insert(0, entity);
    }
    field_definitions
}

/// The path of a static that holds a field definition.
#[derive(Clone)]
pub(crate) struct StaticPath {
    /// Whether it is in `voucher_core`, and not in the generated code.
    pub(crate) is_in_core: bool,
    pub(crate) name: String,
}

impl StaticPath {
    /// Returns the path of a field definition: of a static in `voucher_core`, or of one for a definition file.
    pub(super) fn of(
        field_definition: &definition::Field,
        file_field_definitions: &[&'static definition::Field],
    ) -> Self {
        let mut all = file_field_definitions.iter();
        match all.position(|other| is_same_field_definition(other, field_definition)) {
            Some(index) => Self::of_file(index),
            None => Self {
                is_in_core: true,
                name: field_definition.rust_name.to_uppercase(),
            },
        }
    }

    /// Returns the path of a field definition of a file, by its index among those that the generated code contains.
    pub(crate) fn of_file(index: usize) -> Self {
        Self {
            is_in_core: false,
            name: format!("__FIELD_{index}"),
        }
    }

    /// Returns the path of a field definition that is made for a field of the struct, by the field's index.
    pub(super) fn new_field(index: usize) -> Self {
        Self {
            is_in_core: false,
            name: format!("__NEW_FIELD_{index}"),
        }
    }
}
