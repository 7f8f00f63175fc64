//! The object of a definition that a struct maps.

use crate::lookup::{dotted_path, find, path_of, within};
use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::suggest::nearest;
use voucher_definition::{Kind, pointer};

/// The object whose fields a struct maps.
pub(crate) struct Scope {
    pub(crate) object: &'static definition::Object,
    /// Its JSON Pointer; `*` stands for an index. Empty for the body.
    pub(crate) pointer: String,
    /// The path that the struct says, where it maps an object within the body, as a whole.
    pub(crate) object_path: Option<String>,
}

impl Scope {
    /// The entity, or a flat body.
    pub(crate) fn entity(definition: &'static definition::Definition) -> Self {
        match definition.entity() {
            Some((field_definition, object)) => Self {
                object,
                pointer: pointer(field_definition.parent, field_definition.name),
                object_path: None,
            },
            None => Self {
                object: &definition.body,
                pointer: String::new(),
                object_path: None,
            },
        }
    }

    /// The object that `object = "order.items"` names. The entity is mapped in parts, as it is without the word.
    pub(crate) fn resolve(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        let mut scope = Self {
            object: &definition.body,
            pointer: String::new(),
            object_path: None,
        };
        let written = path.value();
        for name in written.split('.') {
            match scope.step(definition, name) {
                Ok(next) => scope = next,
                Err(message) => {
                    errors.push_at(path.span(), message);
                    return None;
                }
            }
        }
        let entity = definition.entity();
        if entity.is_none_or(|(_, entity)| !std::ptr::eq(entity, scope.object)) {
            scope.object_path = Some(written);
        }
        Some(scope)
    }

    fn step(
        &self,
        definition: &'static definition::Definition,
        name: &str,
    ) -> Result<Self, String> {
        let here = self.noun(definition);
        let objects = self.object.fields.iter();
        let objects = objects.filter(|field_definition| within(field_definition.kind).is_some());
        let objects: Vec<_> = objects
            .map(|field_definition| field_definition.name)
            .collect();
        let Some(field_definition) = find(self.object, name) else {
            if let Some(path) = path_of(self.object, name) {
                return Err(format!(
                    "object `{name}` is not in {here}; did you mean `{path}`?"
                ));
            }
            return Err(match (nearest(name, &objects), objects.as_slice()) {
                (Some(near), _) => {
                    format!("object `{name}` is not in {here}; did you mean `{near}`?")
                }
                (None, []) => format!("{here} holds no object, so there is no `{name}`; remove it"),
                (None, _) => format!(
                    "object `{name}` is not in {here}; it is one of `{}`",
                    objects.join("`, `")
                ),
            });
        };
        let Some((object, depth)) = within(field_definition.kind) else {
            let noun = field_definition.kind.noun();
            if matches!(field_definition.kind, Kind::Custom) {
                return Err(format!(
                    "`{name}` of {here} is a free object, without fields in the definition; map it as a field of any `Serialize` type"
                ));
            }
            return Err(format!(
                "`{name}` is {noun} of {here}, and `object` names an object or an array of them; map it as a field"
            ));
        };
        let pointer = pointer(&self.pointer, field_definition.name) + &"/*".repeat(depth);
        Ok(Self {
            object,
            pointer,
            object_path: None,
        })
    }

    /// The scope in words: its name in backticks.
    fn noun(&self, definition: &definition::Definition) -> String {
        match self.pointer.as_str() {
            "" => format!("`{}`", definition.name),
            pointer => format!("`{}`", dotted_path(pointer)),
        }
    }
}
