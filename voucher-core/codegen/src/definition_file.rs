//! Writes definitions as definition files. Reading such a file results in an equal definition.

mod metadata;
mod name;
mod rules;
mod shared;

use crate::json::{Json, Object};
use metadata::{Metadata, put_metadata, put_overrides};
use name::names_that_need_a_reference;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use shared::share;
use voucher_definition::{
    Alternative, Contents, Definition, Field, Kind, Map, OneOf, Selector, pointer,
};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns a definition as a definition file: a JSON Schema with `x-ravelin-…` keywords, in JSON with a line break at the end.
/// A comment is the value of `$comment`.
///
/// Schemas that are repeated are in `$defs`. [`read`](voucher_definition::read) reads the file to an equal definition.
///
/// # Examples
/// ```
/// use voucher_codegen::definition_file;
/// use voucher_definition::{Definition, read};
///
/// let order = Definition::find("order").expect("ships with the toolkit");
/// let file = definition_file::write(order, Some("a copy, to be corrected"));
/// assert!(file.contains(r#""x-ravelin-path": "/v2/order""#));
///
/// let copy = read(file.as_bytes()).expect("a definition").leak();
/// assert_eq!(copy, order);
/// ```
#[must_use]
pub fn write(definition: &Definition, comment: Option<&str>) -> String {
    Json::from(file(definition, comment, false)).to_document()
}

/// Returns a definition file. With `is_schema`, its schemas also express what the default alternative does not accept.
pub(crate) fn file(definition: &Definition, comment: Option<&str>, is_schema: bool) -> Object {
    let mut writer = Writer {
        definition,
        is_schema,
        definitions: Object::default(),
    };
    let mut file = Object::default();
    file.set("$schema", DRAFT);
    file.set_text("$comment", comment.unwrap_or_default());
    file.set_text("description", definition.description);
    file.set_flag("deprecated", definition.deprecated);
    file.set("x-ravelin-method", definition.method);
    if definition.host != Definition::API {
        file.set("x-ravelin-host", definition.host);
    }
    file.set("x-ravelin-path", definition.path);
    let name = definition.path.strip_prefix("/v2/");
    if definition.name != name.unwrap_or(definition.path).trim_start_matches('/') {
        file.set("x-ravelin-name", definition.name);
    }
    if definition.rust_path != voucher_definition::rust_name(definition.name) {
        file.set("x-ravelin-module", definition.rust_path);
    }
    file.set_text("x-ravelin-entity", definition.entity_name);
    file.set_text("x-ravelin-source", definition.source);
    file.set_text("x-ravelin-read", definition.read_date);
    file.set_flag("x-ravelin-partial", definition.is_partial);
    for (keyword, fields, is_query) in [
        ("x-ravelin-parameters", definition.parameters, false),
        ("x-ravelin-query", definition.query, true),
    ] {
        let parameters = writer.parameters(fields, is_query);
        if !parameters.is_empty() {
            file.set(keyword, parameters);
        }
    }
    if let Some(body) = definition.body {
        file.extend(writer.body(body));
    }
    share(&mut file, &mut writer.definitions);
    if !writer.definitions.is_empty() {
        file.set("$defs", writer.definitions);
    }
    file
}

struct Writer<'d> {
    definition: &'d Definition,
    is_schema: bool,
    /// The schemas in `$defs`.
    definitions: Object,
}

/// The place of a schema in the file.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The JSON Pointer of the schema.
    pointer: &'p str,
    /// The object or alternatives around the schema.
    around: Option<&'p Around<'p>>,
    /// Whether a field is required here without a keyword.
    is_required: bool,
    /// Whether something around the schema is sensitive.
    is_sensitive: bool,
}

/// An object or alternatives around a schema.
struct Around<'p> {
    pointer: &'p str,
    field: &'p Field,
    /// The keywords of its schema that every type has. A reference to the schema has them, too.
    metadata: Object,
    outer: Option<&'p Self>,
}

impl<'p> Around<'p> {
    fn ancestor(&'p self, distance: u32) -> Option<&'p Self> {
        match distance.checked_sub(1) {
            None => Some(self),
            Some(distance) => self.outer?.ancestor(distance),
        }
    }
}

impl Writer<'_> {
    /// Returns the schemas of the parameters of the path or the query.
    fn parameters(&mut self, fields: &[&'static Field], is_query: bool) -> Object {
        let mut parameters = Object::default();
        for field in fields {
            let place = Place {
                pointer: "",
                around: None,
                is_required: field.is_required(),
                is_sensitive: false,
            };
            let mut schema = self.schema(field, place);
            if is_query && field.is_required() {
                schema.set("x-ravelin-status", "required");
            }
            parameters.set(field.name, schema);
        }
        parameters
    }

    /// Returns the keywords of the body. What describes the request as well is left out.
    fn body(&mut self, body: &'static Field) -> Object {
        let place = Place {
            pointer: "",
            around: None,
            is_required: true,
            is_sensitive: false,
        };
        let schema = self.schema(body, place);
        let is_documentation = |name: &str| matches!(name, "description" | "x-ravelin-source");
        let (_, mut schema) = schema.partition(is_documentation);
        if schema.is_empty() {
            // Without any keyword, the request would have no body.
            schema.set("x-ravelin-kind", body.kind.keyword());
        }
        schema
    }

    /// Returns the schema of a field.
    fn schema(&mut self, field: &'static Field, place: Place<'_>) -> Object {
        let mut schema = Object::default();
        schema.set_text("description", field.description);
        schema.set_flag("deprecated", field.deprecated);
        schema.set_flag("readOnly", field.read_only);
        let metadata = Metadata::of(field, &place, self.definition.source);
        let place = Place {
            is_sensitive: field.sensitive,
            ..place
        };
        match field.kind.contents() {
            Contents::None => {
                rules::put_scalar(&mut schema, field);
                put_metadata(&mut schema, &metadata);
            }
            Contents::Fields(object) => {
                rules::put_type(&mut schema, "object", field.nullable);
                put_metadata(&mut schema, &metadata);
                self.put_object(&mut schema, object, field, place);
            }
            Contents::Elements(array) => {
                rules::put_type(&mut schema, "array", field.nullable);
                put_metadata(&mut schema, &metadata);
                rules::put_counts(&mut schema, ["minItems", "maxItems"], array.min, array.max);
                schema.set_flag("uniqueItems", array.unique);
                let element = self.inner(array.element, "items", place);
                if !element.is_empty() {
                    schema.set("items", element);
                }
            }
            Contents::Values(map) => {
                rules::put_type(&mut schema, "object", field.nullable);
                put_metadata(&mut schema, &metadata);
                self.put_map(&mut schema, map, place);
            }
            Contents::Alternatives(one_of) => {
                put_metadata(&mut schema, &metadata);
                self.put_alternatives(&mut schema, one_of, field, place);
            }
            Contents::Ancestor(distance) => {
                put_ancestor(&mut schema, distance, field, &metadata, place);
            }
        }
        schema
    }

    /// Returns what is around the schemas inside a schema.
    fn around<'p>(&self, schema: &Object, field: &'p Field, place: Place<'p>) -> Around<'p> {
        let mut metadata = schema.clone();
        if place.around.is_none() && place.pointer.is_empty() {
            // At the top level of the file, this keyword describes the request.
            metadata.set_flag("deprecated", self.definition.deprecated);
        }
        Around {
            pointer: place.pointer,
            field,
            metadata,
            outer: place.around,
        }
    }

    /// Returns the schema of the elements of an array, or of the keys or values of a map.
    fn inner(&mut self, field: &'static Field, keyword: &str, place: Place<'_>) -> Object {
        let pointer = pointer(place.pointer, keyword);
        let place = Place {
            pointer: &pointer,
            is_required: true,
            ..place
        };
        self.schema(field, place)
    }

    fn put_object(
        &mut self,
        schema: &mut Object,
        object: &'static voucher_definition::Object,
        field: &Field,
        place: Place<'_>,
    ) {
        let around = self.around(schema, field, place);
        let required = object.fields.iter().filter(|field| field.is_required());
        let required: Vec<_> = required.map(|field| field.name).collect();
        if !required.is_empty() {
            schema.set("required", Json::strings(required));
        }
        let properties_pointer = pointer(place.pointer, "properties");
        let mut properties = Object::default();
        for field in object.fields {
            let pointer = pointer(&properties_pointer, field.name);
            let place = Place {
                pointer: &pointer,
                around: Some(&around),
                is_required: field.is_required(),
                is_sensitive: place.is_sensitive,
            };
            properties.set(field.name, self.schema(field, place));
        }
        schema.set("properties", properties);
        rules::put_counts(
            schema,
            ["minProperties", "maxProperties"],
            object.min_members,
            object.max_members,
        );
        if object.is_closed {
            schema.set("additionalProperties", false);
        }
        // The last groups are those of which exactly one field is sent.
        let exclusive = object
            .exclusive
            .len()
            .saturating_sub(object.exactly_one.len());
        let exclusive = object.exclusive.get(..exclusive).unwrap_or_default();
        for (keyword, groups) in [
            ("x-ravelin-exclusive", exclusive),
            ("x-ravelin-exactly-one", object.exactly_one),
        ] {
            let groups: Vec<_> = groups
                .iter()
                .map(|group| Json::strings(group.iter().copied()))
                .collect();
            if !groups.is_empty() {
                schema.set(keyword, Json::Array(groups));
            }
        }
    }

    fn put_map(&mut self, schema: &mut Object, map: &'static Map, place: Place<'_>) {
        rules::put_counts(schema, ["minProperties", "maxProperties"], map.min, map.max);
        let key = self.inner(map.key, "propertyNames", place);
        let (_, key) = key.partition(|name| name == "type" && map.key.kind == Kind::Text);
        let mut value = self.inner(map.value, "additionalProperties", place);
        let has_limits = map.min > 0 || map.max < u32::MAX || !key.is_empty();
        if !key.is_empty() {
            schema.set("propertyNames", key);
        }
        if value.is_empty() && !has_limits {
            // Otherwise, the object would not be a map.
            value.set("x-ravelin-kind", Kind::Any.keyword());
        }
        if !value.is_empty() {
            schema.set("additionalProperties", value);
        }
    }

    fn put_alternatives(
        &mut self,
        schema: &mut Object,
        one_of: &'static OneOf,
        field: &Field,
        place: Place<'_>,
    ) {
        let around = self.around(schema, field, place);
        let keyword = match one_of.selector {
            Selector::Any => "anyOf",
            Selector::Tag(_) if one_of.has_default() => "anyOf",
            Selector::Type | Selector::Tag(_) | Selector::One => "oneOf",
        };
        let list = pointer(place.pointer, keyword);
        let needs_reference = names_that_need_a_reference(one_of);
        let (mut alternatives, mut local) = (Vec::new(), Object::default());
        let mut has_null = false;
        for (at, alternative) in one_of.alternatives.iter().enumerate() {
            has_null |= is_null_by_reference(alternative.value, &around);
            let inside = Place {
                around: Some(&around),
                ..place
            };
            if needs_reference.contains(&at) {
                let mut schema = Object::default();
                schema.set("$ref", self.named(alternative, inside, &mut local));
                alternatives.push(schema.into());
            } else {
                let pointer = pointer(&list, &at.to_string());
                let inside = Place {
                    pointer: &pointer,
                    ..inside
                };
                alternatives.push(self.schema(alternative.value, inside).into());
            }
        }
        if field.nullable && !has_null {
            let mut null = Object::default();
            null.set("type", "null");
            alternatives.push(null.into());
        }
        if let Some(tag) = name::tag_that_needs_a_discriminator(one_of) {
            let default = one_of.alternatives.len() - usize::from(one_of.has_default());
            let default = alternatives.get_mut(default);
            let default = default.and_then(|it| self.default_mapping(it, one_of, tag));
            let mut discriminator = Object::default();
            discriminator.set("propertyName", tag);
            discriminator.set_text("defaultMapping", &default.unwrap_or_default());
            schema.set("discriminator", discriminator);
        }
        schema.set(keyword, Json::Array(alternatives));
        if !local.is_empty() {
            schema.set("$defs", local);
        }
    }

    /// Returns the reference to the default alternative. In a plain JSON Schema, that alternative then rejects the values that
    /// select another one.
    fn default_mapping(&self, default: &mut Json, one_of: &OneOf, tag: &str) -> Option<String> {
        let Json::Object(schema) = default else {
            return None;
        };
        let Some(Json::String(reference)) = schema.get("$ref").cloned() else {
            return None;
        };
        if self.is_schema {
            let mut property = Object::default();
            let mut not = Object::default();
            let values = one_of.alternatives.iter();
            let values = values.filter_map(|alternative| alternative.tag(one_of.selector));
            not.set(
                "enum",
                Json::strings(values.flat_map(|tag| tag.values.iter().copied())),
            );
            property.set("not", not);
            let (mut properties, mut rest) = (Object::default(), Object::default());
            properties.set(tag, property);
            rest.set("properties", properties);
            schema.set("allOf", Json::Array(vec![rest.into()]));
        }
        Some(reference)
    }

    /// Writes the schema of an alternative to `$defs`, because its name follows from the reference. Returns the reference.
    /// If the name is taken at the top level, the schema is in the `$defs` beside the alternatives.
    fn named(&mut self, alternative: &Alternative, place: Place<'_>, local: &mut Object) -> String {
        let (name, value) = (alternative.name, alternative.value);
        let before = self.definitions.clone();
        let top = pointer("/$defs", name);
        let at_top = Place {
            pointer: &top,
            ..place
        };
        let schema = Json::from(self.schema(value, at_top));
        match self.definitions.get(name) {
            Some(other) if other.to_line() == schema.to_line() => return reference(&top),
            None => {
                self.definitions.set(name, schema);
                return reference(&top);
            }
            Some(_) => self.definitions = before,
        }
        let beside = pointer(&pointer(place.pointer, "$defs"), name);
        let place = Place {
            pointer: &beside,
            ..place
        };
        let schema = self.schema(value, place);
        local.set(name, schema);
        reference(&beside)
    }
}

/// Returns whether an alternative is a reference to a schema that accepts `null`.
fn is_null_by_reference(value: &Field, around: &Around<'_>) -> bool {
    match value.kind {
        Kind::Ancestor(distance) => {
            let ancestor = around.ancestor(distance);
            ancestor.is_some_and(|ancestor| ancestor.field.nullable)
        }
        _ => false,
    }
}

/// Writes the reference to a schema around this one.
fn put_ancestor(
    schema: &mut Object,
    distance: u32,
    field: &Field,
    metadata: &Metadata<'_>,
    place: Place<'_>,
) {
    let Some(ancestor) = place.around.and_then(|around| around.ancestor(distance)) else {
        // Not in a definition that was read.
        return;
    };
    let mut referring = Object::default();
    referring.set("$ref", reference(ancestor.pointer));
    if field.nullable && !ancestor.field.nullable {
        // The description and the flags are those of the schema around the alternatives.
        put_overrides(
            &mut referring,
            &Field::new("", "", "", Kind::Any),
            metadata,
            &ancestor.metadata,
        );
        put_metadata(schema, metadata);
        let mut null = Object::default();
        null.set("type", "null");
        schema.set("oneOf", Json::Array(vec![referring.into(), null.into()]));
        return;
    }
    schema.extend(referring);
    put_metadata(schema, metadata);
    put_overrides(schema, field, metadata, &ancestor.metadata);
}

/// The characters that a fragment of a URI cannot have, and `%`.
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Returns a reference to the schema at a JSON Pointer.
fn reference(pointer: &str) -> String {
    format!("#{}", utf8_percent_encode(pointer, FRAGMENT))
}
