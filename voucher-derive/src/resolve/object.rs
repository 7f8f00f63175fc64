//! Finds the object of a definition that a struct maps.

use crate::lookup::{dotted_path, find_field, is_without_object, object_in, path_to_object};
use crate::report::Errors;
use syn::LitStr;
use voucher_definition as definition;
use voucher_definition::suggest::nearest;
use voucher_definition::{Kind, pointer};

/// What a path to an object starts with if the body is an array: each of its elements.
const ELEMENT: &str = "[]";

/// Returns what the body of a request without an object is: `` the body of `batch` is an array ``.
pub(crate) fn about_body(definition: &definition::Definition) -> String {
    match definition.body {
        Some(body) => format!("the body of `{}` is {}", definition.name, body.kind.noun()),
        None => format!("`{}` has no body", definition.name),
    }
}

/// Returns the message for a struct with `RavelinFields` that names no object, if the body is not one.
pub(super) fn no_entity_message(definition: &'static definition::Definition) -> Option<String> {
    if !is_without_object(definition) {
        return None;
    }
    let about = about_body(definition);
    let elements = definition.body.and_then(|body| object_in(body.kind));
    Some(match elements {
        Some(_) => format!(
            "{about}, which has no fields; add `object = \"{ELEMENT}\"` to map each of its elements"
        ),
        None => format!("{about}, so no struct maps fields in it; map it in the event"),
    })
}

/// The object whose fields a struct maps.
pub(crate) struct MappedObject {
    pub(crate) definition: &'static definition::Object,
    /// Its JSON Pointer, with `*` for the index of an array. Empty for the body.
    pub(crate) pointer: String,
    /// The value of the key `object`, if the struct maps a nested object.
    pub(crate) nested_path: Option<String>,
    /// The name of a nested object in messages: its path, after the name of the definition if it starts with `[]`.
    pub(crate) name: Option<String>,
}

impl MappedObject {
    /// Returns the entity, or the body if the definition has none.
    pub(crate) fn entity(definition: &'static definition::Definition) -> Self {
        match definition.entity() {
            Some((field_definition, object)) => Self::new(
                object,
                pointer(field_definition.parent, field_definition.name),
            ),
            None => Self::new(definition.object(), String::new()),
        }
    }

    fn new(definition: &'static definition::Object, pointer: String) -> Self {
        Self {
            definition,
            pointer,
            nested_path: None,
            name: None,
        }
    }

    /// Returns the object that `object = "order.items"` names. The path of the entity has the same meaning as no key.
    pub(crate) fn resolve(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        let value = path.value();
        let mut object = match Self::find(definition, &value) {
            Ok(object) => object,
            Err(message) => {
                errors.push_at(path.span(), message);
                return None;
            }
        };
        let entity = definition.entity();
        if entity.is_none_or(|(_, entity)| !std::ptr::eq(entity, object.definition)) {
            let is_of_element = value.starts_with(ELEMENT);
            let body = if is_of_element { definition.name } else { "" };
            object.name = Some(format!("{body}{value}"));
            object.nested_path = Some(value);
        }
        Some(object)
    }

    fn find(definition: &'static definition::Definition, path: &str) -> Result<Self, String> {
        let (mut object, rest) = if is_without_object(definition) {
            Self::of_element(definition, path)?
        } else {
            (Self::new(definition.object(), String::new()), Some(path))
        };
        for name in rest.into_iter().flat_map(|rest| rest.split('.')) {
            object = object.step(definition, name)?;
        }
        Ok(object)
    }

    /// Returns the object that each element of the body is, and the rest of the path after `[]`.
    fn of_element<'p>(
        definition: &'static definition::Definition,
        path: &'p str,
    ) -> Result<(Self, Option<&'p str>), String> {
        let elements = definition.body.and_then(|body| object_in(body.kind));
        let Some((object, depth)) = elements else {
            let advice = match definition.body {
                Some(_) => "map the body to a field with `#[ravelin(body)]`",
                None => "map its parameters in the event",
            };
            let message = format!(
                "{}, so it contains no objects; {advice}",
                about_body(definition)
            );
            return Err(message);
        };
        let rest = path
            .strip_prefix(ELEMENT)
            .map(|rest| (rest, rest.strip_prefix('.')));
        match rest {
            Some(("", _)) => Ok((Self::new(object, "/*".repeat(depth)), None)),
            Some((_, Some(rest))) => Ok((Self::new(object, "/*".repeat(depth)), Some(rest))),
            Some(_) | None => {
                let is_inside = path
                    .split('.')
                    .next()
                    .and_then(|name| find_field(object, name))
                    .is_some_and(|field_definition| object_in(field_definition.kind).is_some());
                let advice = if is_inside {
                    format!("did you mean `{ELEMENT}.{path}`?")
                } else {
                    format!("write `object = \"{ELEMENT}\"` for each of its elements")
                };
                Err(format!(
                    "object `{path}` is not in `{}`: {}; {advice}",
                    definition.name,
                    about_body(definition)
                ))
            }
        }
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
            if name == ELEMENT {
                return Err(format!(
                    "the body of `{}` is an object, so it has no elements; name an object in it, such as `{}`",
                    definition.name,
                    objects.first().unwrap_or(&"order.items")
                ));
            }
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
        Ok(Self::new(object, pointer))
    }

    /// Returns the name of the object in backticks.
    fn quoted_name(&self, definition: &definition::Definition) -> String {
        match self.pointer.as_str() {
            "" => format!("`{}`", definition.name),
            pointer => format!("`{}`", dotted_path(pointer)),
        }
    }
}
