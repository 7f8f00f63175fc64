//! Finds a nested object by the value of the key `object`: `order.items`, `paymentMethod[card]`.

use super::super::select::{Selected, missing_alternative, select};
use super::MappedObject;
use crate::attr::{Constant, ConstantValue};
use crate::index::DefinitionIndex;
use crate::lookup::{
    BODY, ELEMENT, Segment, find_field, is_without_object, objects_in, parse_path, path_of,
    path_to_object, path_within,
};
use crate::report::Errors;
use proc_macro2::{Ident, Literal, Span};
use syn::{LitBool, LitStr};
use voucher_definition as definition;
use voucher_definition::suggest::nearest;
use voucher_definition::{Contents, Kind, pointer};

/// Returns what the body of a request without an object is: `` the body of `batch` is an array ``.
pub(crate) fn about_body(definition: &definition::Definition) -> String {
    match definition.body {
        Some(body) => format!("the body of `{}` is {}", definition.name, body.kind.noun()),
        None => format!("`{}` has no body", definition.name),
    }
}

/// Returns the objects in a body that is not an object, each with its path: `[]`, or `[card]`.
fn objects_in_body(
    definition: &definition::Definition,
) -> Vec<(String, &'static definition::Object)> {
    let body = definition.body;
    body.map_or_else(Vec::new, |body| objects_in(body, ""))
}

/// Returns how to map the first object in a body that is not an object.
fn body_advice(path: &str) -> String {
    let each = match path {
        ELEMENT => " to map each of its elements",
        _ => "",
    };
    format!("`object = \"{path}\"`{each}")
}

/// Returns the message for a struct with `RavelinFields` that names no object, if the body is not one.
pub(crate) fn no_entity_message(definition: &'static definition::Definition) -> Option<String> {
    if !is_without_object(definition) {
        return None;
    }
    let about = about_body(definition);
    Some(match objects_in_body(definition).first() {
        Some((path, _)) => format!("{about}, which has no fields; add {}", body_advice(path)),
        None => format!("{about}, so no struct maps fields in it; map it in the event"),
    })
}

/// A property with only one value, which the derive writes.
pub(crate) struct Tag {
    definition: &'static definition::Field,
    value: TagValue,
}

/// The only value of a property.
enum TagValue {
    String(&'static str),
    Integer(i64),
    Bool(bool),
}

impl MappedObject {
    /// Returns the object that `object = "order.items"` names. The path of the entity has the same meaning as no key.
    pub(crate) fn resolve(
        definition: &'static definition::Definition,
        path: &LitStr,
        errors: &mut Errors,
    ) -> Option<Self> {
        match Self::find(definition, &path.value()) {
            Ok(object) => Some(object),
            Err(message) => {
                errors.push_at(path.span(), message);
                None
            }
        }
    }

    /// Returns the object at a path.
    ///
    /// # Errors
    /// The message about the first name that the definition does not have.
    pub(crate) fn find(
        definition: &'static definition::Definition,
        path: &str,
    ) -> Result<Self, String> {
        if path == BODY && !is_without_object(definition) {
            let mut body = Self::new(definition.object(), String::new(), String::new());
            body.name = Some(definition.name.into());
            body.nested_path = Some(path.into());
            return Ok(body);
        }
        let segments = parse_path(path)?;
        let (mut object, rest) = match segments.split_first() {
            Some((first, rest)) if is_without_object(definition) => {
                (Self::in_body(definition, path, first)?, rest)
            }
            _ => {
                let body = Self::new(definition.object(), String::new(), String::new());
                (body, segments.as_slice())
            }
        };
        for segment in rest {
            object = object.step(definition, segment)?;
        }
        let entity = DefinitionIndex::of(definition).entity;
        if entity.is_none_or(|(_, entity)| !std::ptr::eq(entity.definition, object.definition)) {
            let body = if path.starts_with('[') {
                definition.name
            } else {
                ""
            };
            object.name = Some(format!("{body}{path}"));
            object.nested_path = Some(String::from(path));
        }
        Ok(object)
    }

    /// Returns the object that a body which is not an object contains: `[]` for its elements, `[card]` for an alternative.
    fn in_body(
        definition: &'static definition::Definition,
        path: &str,
        segment: &Segment<'_>,
    ) -> Result<Self, String> {
        let objects = objects_in_body(definition);
        let (Some(body), Some((first, object))) = (definition.body, objects.first()) else {
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
        let names = match segment.alternatives.as_slice() {
            ["", names @ ..] if first.starts_with(ELEMENT) => Some(names),
            [_, ..] if first.starts_with(ELEMENT) => None,
            [] => None,
            names => Some(names),
        };
        let Some(names) = names.filter(|_| segment.name.is_empty()) else {
            let inner = find_field(object, segment.name);
            let is_inside = inner.is_some_and(|inner| !objects_in(inner, "").is_empty());
            let advice = match is_inside {
                true => format!("did you mean `{first}.{path}`?"),
                false if first == ELEMENT => {
                    format!("write `object = \"{ELEMENT}\"` for each of its elements")
                }
                false => format!("write `object = \"{first}\"`"),
            };
            return Err(format!(
                "object `{path}` is not in `{}`: {}; {advice}",
                definition.name,
                about_body(definition)
            ));
        };
        let selected = select(body, String::new(), path_of(body), names)?;
        Self::of(selected, segment, &format!("`{}`", definition.name))
    }

    /// Returns the selected object. Reports any other value.
    fn of(selected: Selected, segment: &Segment<'_>, here: &str) -> Result<Self, String> {
        match selected.field.kind.contents() {
            Contents::Fields(object) => Ok(Self {
                tag: selected.tag.and_then(Tag::of),
                ..Self::new(object, selected.pointer, selected.path)
            }),
            Contents::Alternatives(one_of) => {
                let has_objects =
                    |alternative: &definition::Field| !objects_in(alternative, "").is_empty();
                Err(missing_alternative(one_of, &selected.path, has_objects))
            }
            Contents::None
            | Contents::Elements(_)
            | Contents::Values(_)
            | Contents::Ancestor(_) => Err(no_object(segment, here, selected.field)),
        }
    }

    /// Returns the object with this name inside this one.
    fn step(
        &self,
        definition: &'static definition::Definition,
        segment: &Segment<'_>,
    ) -> Result<Self, String> {
        let (here, name) = (self.quoted_name(definition), segment.name);
        let Some(field_definition) = self.index.find_field(name) else {
            return Err(self.unknown_object(definition, segment, &here));
        };
        let pointer = pointer(&self.pointer, field_definition.name);
        let path = path_within(&self.path, field_definition.name);
        if matches!(field_definition.kind, Kind::Custom) {
            return Err(format!(
                "`{name}` of {here} has no fields in the definition; map it to a field of any `Serialize` type"
            ));
        }
        if objects_in(field_definition, "").is_empty() {
            return Err(no_object(segment, &here, field_definition));
        }
        let selected = select(field_definition, pointer, path, &segment.alternatives)?;
        Self::of(selected, segment, &here)
    }

    /// Returns the message about an object that is not in this one.
    fn unknown_object(
        &self,
        definition: &definition::Definition,
        segment: &Segment<'_>,
        here: &str,
    ) -> String {
        let name = segment.name;
        if let Some(path) = path_to_object(self.definition, &self.path, name) {
            return format!("object `{name}` is not in {here}; did you mean `{path}`?");
        }
        let objects = self.definition.fields.iter();
        let objects =
            objects.filter(|field_definition| !objects_in(field_definition, "").is_empty());
        let objects: Vec<_> = objects
            .map(|field_definition| field_definition.name)
            .collect();
        if segment.source == ELEMENT {
            return format!(
                "the body of `{}` is an object, so it has no elements; name an object in it, such as `{}`",
                definition.name,
                objects.first().unwrap_or(&"order.items")
            );
        }
        match (nearest(name, &objects), objects.as_slice()) {
            (Some(near), _) => {
                format!("object `{name}` is not in {here}; did you mean `{near}`?")
            }
            (None, []) => {
                format!("object `{name}` is not in {here}, which contains no objects; remove it")
            }
            (None, _) => format!(
                "object `{name}` is not in {here}; expected one of `{}`",
                objects.join("`, `")
            ),
        }
    }

    /// Returns the name of the object in backticks.
    fn quoted_name(&self, definition: &definition::Definition) -> String {
        match self.path.as_str() {
            path if path.is_empty() || path.starts_with('[') => {
                format!("`{}{path}`", definition.name)
            }
            path => format!("`{path}`"),
        }
    }
}

/// Returns the message about a value that is not an object and contains none.
fn no_object(segment: &Segment<'_>, here: &str, field_definition: &definition::Field) -> String {
    format!(
        "expected an object or an array of objects, but `{}` of {here} is {}; map it to a field",
        segment.source,
        field_definition.kind.noun()
    )
}

impl Tag {
    /// Returns the tag if it has only one value.
    pub(crate) fn of(definition: &'static definition::Field) -> Option<Self> {
        let value = match (definition.kind, definition.values, definition.integers) {
            (Kind::Enum, [only], _) => TagValue::String(only),
            (Kind::Bool, [only], _) => TagValue::Bool(*only == "true"),
            (Kind::Integer, _, [only]) => TagValue::Integer(*only),
            (Kind::Integer, _, []) if definition.min == definition.max => {
                TagValue::Integer(definition.min)
            }
            _ => return None,
        };
        Some(Self { definition, value })
    }

    /// Returns the property.
    pub(crate) fn definition(&self) -> &'static definition::Field {
        self.definition
    }

    /// Returns the value as a constant of a struct. Only violations show its name, and a constant has none.
    pub(crate) fn constant(&self, span: Span) -> Constant {
        let name = syn::parse_str(self.definition.rust_name);
        let mut name = name.unwrap_or_else(|_| Ident::new("tag", span));
        name.set_span(span);
        let value = match &self.value {
            TagValue::String(value) => ConstantValue::String(LitStr::new(value, span)),
            TagValue::Integer(value) => ConstantValue::Integer(*value, span),
            TagValue::Bool(value) => ConstantValue::Bool(LitBool::new(*value, span)),
        };
        Constant { name, value }
    }

    /// Returns the value as JSON.
    pub(crate) fn source(&self) -> String {
        match &self.value {
            TagValue::String(value) => Literal::string(value).to_string(),
            TagValue::Integer(value) => value.to_string(),
            TagValue::Bool(value) => value.to_string(),
        }
    }
}
