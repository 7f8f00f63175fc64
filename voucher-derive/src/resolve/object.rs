//! Finds the object of a definition that a struct maps.

use crate::lookup::{dotted_path, find_field, object_in, path_to_object};
use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::suggest::nearest;
use voucher_definition::{Kind, pointer};

/// The object whose fields a struct maps.
pub(crate) struct MappedObject {
    pub(crate) definition: &'static definition::Object,
    /// Its JSON Pointer, with `*` for the index of an array. Empty for the body.
    pub(crate) pointer: String,
    /// The value of the key `object`, if the struct maps a nested object.
    pub(crate) nested_path: Option<String>,
}

impl MappedObject {
    /// Returns the entity, or the body if the definition has none.
    pub(crate) fn entity(definition: &'static definition::Definition) -> Self {
        match definition.entity() {
            Some((field_definition, object)) => Self {
                definition: object,
                pointer: pointer(field_definition.parent, field_definition.name),
                nested_path: None,
            },
            None => Self {
                definition: definition.object(),
                pointer: String::new(),
                nested_path: None,
            },
        }
    }

    /// Returns the object that `object = "order.items"` names. The path of the entity has the same meaning as no key.
    pub(crate) fn resolve(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        let mut object = Self {
            definition: definition.object(),
            pointer: String::new(),
            nested_path: None,
        };
        let value = path.value();
        for name in value.split('.') {
            match object.step(definition, name) {
                Ok(next) => object = next,
                Err(message) => {
                    errors.push_at(path.span(), message);
                    return None;
                }
            }
        }
        let entity = definition.entity();
        if entity.is_none_or(|(_, entity)| !std::ptr::eq(entity, object.definition)) {
            object.nested_path = Some(value);
        }
        Some(object)
    }

    /// Returns the object with this name inside this one.
    fn step(
        &self,
        definition: &'static definition::Definition,
        name: &str,
    ) -> Result<Self, String> {
        let here = self.quoted_name(definition);
        let objects = self.definition.fields.iter();
        let objects = objects.filter(|field_definition| object_in(field_definition.kind).is_some());
        let objects: Vec<_> = objects
            .map(|field_definition| field_definition.name)
            .collect();
        let Some(field_definition) = find_field(self.definition, name) else {
            if let Some(path) = path_to_object(self.definition, name) {
                return Err(format!(
                    "object `{name}` is not in {here}; did you mean `{path}`?"
                ));
            }
            return Err(match (nearest(name, &objects), objects.as_slice()) {
                (Some(near), _) => {
                    format!("object `{name}` is not in {here}; did you mean `{near}`?")
                }
                (None, []) => format!(
                    "object `{name}` is not in {here}, which contains no objects; remove it"
                ),
                (None, _) => format!(
                    "object `{name}` is not in {here}; expected one of `{}`",
                    objects.join("`, `")
                ),
            });
        };
        let Some((object, depth)) = object_in(field_definition.kind) else {
            let noun = field_definition.kind.noun();
            if matches!(field_definition.kind, Kind::Custom) {
                return Err(format!(
                    "`{name}` of {here} has no fields in the definition; map it to a field of any `Serialize` type"
                ));
            }
            return Err(format!(
                "expected an object or an array of objects, but `{name}` of {here} is {noun}; map it to a field"
            ));
        };
        let pointer = pointer(&self.pointer, field_definition.name) + &"/*".repeat(depth);
        Ok(Self {
            definition: object,
            pointer,
            nested_path: None,
        })
    }

    /// Returns the name of the object in backticks.
    fn quoted_name(&self, definition: &definition::Definition) -> String {
        match self.pointer.as_str() {
            "" => format!("`{}`", definition.name),
            pointer => format!("`{}`", dotted_path(pointer)),
        }
    }
}
