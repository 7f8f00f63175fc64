//! The object of a definition that a struct maps.

#[cfg_attr(
    not(feature = "definition-file"),
    path = "without_files/nested_object.rs"
)]
mod nested;

use crate::index::{DefinitionIndex, ObjectIndex};
use crate::lookup::dotted_path;
pub(crate) use nested::*;
use voucher_definition as definition;

/// The object whose fields a struct maps.
pub(crate) struct MappedObject {
    pub(crate) definition: &'static definition::Object,
    pub(crate) index: &'static ObjectIndex,
    /// Its JSON Pointer, with `*` for the index of an array. Empty for the body.
    pub(crate) pointer: String,
    /// Its path, with the names of alternatives: `paymentMethod[card]`. Empty for the body.
    pub(crate) path: String,
    /// The value of the key `object`, if the struct maps a nested object.
    pub(crate) nested_path: Option<String>,
    /// The name of a nested object in messages: its path, after the name of the definition if it starts with `[`.
    pub(crate) name: Option<String>,
    /// The property that selects the object among other alternatives, if it has only one value.
    pub(crate) tag: Option<Tag>,
}

impl MappedObject {
    fn new(definition: &'static definition::Object, pointer: String, path: String) -> Self {
        Self {
            definition,
            index: ObjectIndex::of(definition),
            pointer,
            path,
            nested_path: None,
            name: None,
            tag: None,
        }
    }

    /// Returns the entity, or the body if the definition has none.
    pub(crate) fn entity(definition: &'static definition::Definition) -> Self {
        match DefinitionIndex::of(definition).entity {
            Some((field_definition, object)) => {
                let pointer = field_definition.pointer();
                Self::new(object.definition, pointer.clone(), dotted_path(&pointer))
            }
            None => Self::new(definition.object(), String::new(), String::new()),
        }
    }
}
