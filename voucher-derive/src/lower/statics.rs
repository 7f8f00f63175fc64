//! The statics that hold the definition and its field definitions.

use super::static_path::StaticPath;
use crate::definition_file::File;
use crate::resolve::{Mapping, is_same_field_definition};
use voucher_definition as definition;
use voucher_definition::Kind;

/// Where the statics of the definition and of its field definitions are.
pub(crate) enum Statics<'m> {
    /// In a module of `voucher_core`: the definition is a built-in table.
    Core { module: &'static str },
    /// In the generated code: the definition was read from a file.
    Generated {
        file: &'m File,
        /// Those that the generated code refers to.
        field_definitions: Vec<&'static definition::Field>,
    },
}

impl<'m> Statics<'m> {
    pub(super) fn new(mapping: &'m Mapping<'_>) -> Self {
        match &mapping.file {
            Some(file) => Self::Generated {
                file,
                field_definitions: needed_field_definitions(mapping),
            },
            None => Self::Core {
                module: mapping.definition.rust_path,
            },
        }
    }

    /// Returns the module of `voucher_core` that has the statics.
    pub(crate) fn module(&self) -> Option<&'static str> {
        match self {
            Self::Core { module } => Some(module),
            Self::Generated { .. } => None,
        }
    }

    /// Returns the path of the definition.
    pub(crate) fn definition_path(&self) -> StaticPath {
        match self {
            Self::Core { .. } => StaticPath::core(String::from("DEFINITION")),
            Self::Generated { .. } => StaticPath::generated(String::from("__DEFINITION")),
        }
    }

    /// Returns the path of a field definition.
    pub(crate) fn path_of(&self, field_definition: &definition::Field) -> StaticPath {
        match self {
            Self::Core { .. } => StaticPath::core(field_definition.rust_name.to_uppercase()),
            Self::Generated {
                field_definitions, ..
            } => {
                let mut all = field_definitions.iter();
                let index = all.position(|other| is_same_field_definition(other, field_definition));
                StaticPath::of_file(index.unwrap_or(field_definitions.len()))
            }
        }
    }
}

/// Returns the field definitions of a file that the generated code refers to: those with a source, or all of them
/// if the struct has parts, which may map any.
fn needed_field_definitions(mapping: &Mapping<'_>) -> Vec<&'static definition::Field> {
    let entity = mapping.index.entity.map(|(entity, _)| entity);
    let is_flat_part = !mapping.must_be_complete() && entity.is_none();
    let mut field_definitions = if mapping.parts().next().is_some() {
        let mut field_definitions = mapping.field_definitions();
        field_definitions.extend(mapping.body_field());
        field_definitions
    } else {
        mapping.written()
    };
    if is_flat_part {
        let mut objects = mapping.object.definition.fields.to_vec();
        objects
            .retain(|object| matches!(object.kind, Kind::Object(_)) && !mapping.has_source(object));
        field_definitions.extend(objects);
        mapping.sort(&mut field_definitions);
    }
    // A part needs at least one, to find its object in the body.
    if field_definitions.is_empty() && !mapping.must_be_complete() {
        field_definitions.extend(mapping.object.definition.fields.first());
    }
    if let Some(entity) = entity.filter(|_| mapping.object.nested_path.is_none()) {
        field_definitions.insert(0, entity);
    }
    field_definitions
}
