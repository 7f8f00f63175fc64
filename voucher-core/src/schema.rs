//! The JSON Schema of what a type can send, from its `SchemaInfo`.
//!
//! Every function is `#[inline]`, so that only programs which call `schema()` compile them.

#[cfg_attr(
    not(feature = "definition-file"),
    path = "schema/without_files/ancestor.rs"
)]
mod ancestor;
#[cfg_attr(
    not(feature = "definition-file"),
    path = "schema/without_files/definitions.rs"
)]
mod definitions;
mod groups;
mod members;
mod notes;
#[cfg(feature = "std")]
mod rust_fields;
mod value;

use crate::encode::{BodyForm, Encoder, JsonValue};
use crate::mapping::EventMapping;
#[cfg(feature = "std")]
use crate::mapping::FieldMapping;
use crate::schema_node::Node;
use crate::type_info::{SchemaField, SchemaInfo, Source};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use ancestor::References;
use members::Members;
use notes::add_notes;
use value::value;
use voucher_definition::{Definition, Field, Kind, Object, ValueNote, pointer};

/// Returns the schema document of an event.
#[inline]
pub(crate) fn schema(mapping: &'static EventMapping, schema_info: &'static SchemaInfo) -> String {
    document(mapping, schema_info, |_, _| {})
}

/// Returns the schema document of an event with the Rust type that sends it, for `#[ravelin(export = "…")]`.
#[cfg(feature = "std")]
#[inline]
pub(crate) fn exported_schema(
    mapping: &'static EventMapping,
    schema_info: &'static SchemaInfo,
    type_name: &str,
    file: &str,
    fields: &[FieldMapping],
) -> String {
    let mut schema = document(mapping, schema_info, |root, outline| {
        let command = "VOUCHER_EXPORT=1 cargo test";
        root.0
            .insert(1, ("$comment".into(), JsonValue::String(command.into())));
        let mut rust = Node::new();
        rust.string("type", type_name);
        rust.string("file", file);
        rust.put(
            "fields",
            rust_fields::rust_fields(fields, outline, schema_info),
        );
        root.put("x-ravelin-rust", rust.finish());
    });
    schema.push('\n');
    schema
}

/// Returns the schema document of an event. `describe` adds to the description of the request.
#[inline]
fn document(
    mapping: &'static EventMapping,
    schema_info: &'static SchemaInfo,
    describe: impl FnOnce(&mut Node, &Outline),
) -> String {
    let definition = mapping.definition;
    let mut outline = Outline::of(mapping, schema_info);
    let mut root = Node::new();
    root.string("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.string("description", definition.description);
    if definition.deprecated {
        root.put("deprecated", JsonValue::Bool(true));
    }
    root.string("x-ravelin-method", definition.method);
    if definition.host != Definition::API {
        root.string("x-ravelin-host", definition.host);
    }
    root.string("x-ravelin-path", definition.path);
    root.string("x-ravelin-source", definition.source);
    describe(&mut root, &outline);
    outline.parameters(&mut root, ':', "x-ravelin-parameters");
    outline.parameters(&mut root, '?', "x-ravelin-query");
    match BodyForm::of(definition) {
        BodyForm::Object => outline.object(&mut root, "", Some(definition.object())),
        BodyForm::Value => outline.body(&mut root),
        BodyForm::None => {}
    }
    let (mut root, definitions) = definitions::link(root, &mut outline.remarks);
    root.strings("x-ravelin-not-expressed", &outline.remarks.not_expressed);
    if !definitions.0.is_empty() {
        root.put("$defs", definitions.finish());
    }
    serde_json::to_string_pretty(&root.finish()).unwrap_or_default()
}

/// What is known about a schema besides its keywords.
#[derive(Default)]
struct Remarks {
    /// The rules that JSON Schema cannot express.
    not_expressed: Vec<String>,
    /// The types that it refers to.
    references: References,
}

impl Remarks {
    #[inline]
    fn extend(&mut self, other: Self) {
        self.not_expressed.extend(other.not_expressed);
        self.references.extend(other.references);
    }
}

/// The fields of a body, or of a nested object, before they are written as a schema.
struct Outline {
    mapping: &'static EventMapping,
    properties: Vec<Property>,
    exclusive: Vec<Exclusive>,
    /// Groups of members of which at least one is present: the JSON Pointer of the object, and the names.
    any_of: Vec<(String, &'static [&'static str])>,
    /// The minimum and maximum number of members of an object: its JSON Pointer, and the limits.
    counts: Vec<(String, (u32, u32))>,
    /// The JSON Pointer of the entity, if it is sent although no field of it is mapped.
    empty_entity: Option<&'static str>,
    remarks: Remarks,
}

/// Two mutually exclusive members of the object at a JSON Pointer.
#[derive(PartialEq, Eq)]
struct Exclusive {
    parent: String,
    names: [&'static str; 2],
}

/// A field that is mapped.
struct Property {
    schema_field: SchemaField,
    field: &'static Field,
    /// What the API says about the field's listed values.
    notes: &'static [ValueNote],
    /// The JSON Pointer of its object in the event's definition.
    parent: String,
    /// The number of its part, if the part may be absent.
    part: Option<usize>,
}

impl Property {
    /// Returns the schema of the value. It is also `null`, if the definition and the type allow that: a single `Option`
    /// only if its `None` is sent as `null`.
    #[inline]
    fn or_null(&self, schema: Node) -> Node {
        let Source::Type(type_info) = self.schema_field.source else {
            return schema;
        };
        let omitted = u8::from(!self.schema_field.sends_null);
        if self.field.nullable && type_info.options > omitted {
            schema.or_null()
        } else {
            schema
        }
    }

    /// Checks whether the field is present whenever its object is.
    #[inline]
    fn is_always(&self) -> bool {
        // Any type can be any value, also an `Option`, whose `None` is left out.
        let is_known = !matches!(self.field.kind, Kind::Any)
            || !matches!(self.schema_field.source, Source::Type(_));
        let is_always = self.schema_field.is_always && (is_known || self.field.is_required());
        is_always && self.part.is_none()
    }
}

/// Creates an outline.
impl Outline {
    #[inline]
    fn of(mapping: &'static EventMapping, schema_info: &'static SchemaInfo) -> Self {
        let mut outline = Self {
            mapping,
            properties: Vec::new(),
            exclusive: Vec::new(),
            any_of: Vec::new(),
            counts: Vec::new(),
            empty_entity: None,
            remarks: Remarks::default(),
        };
        for (index, schema_field) in schema_info.iter().enumerate() {
            if let Source::Part(part_mapping, schema_info) = schema_field.source {
                let part = (!schema_field.is_always).then_some(index);
                for schema_field in schema_info.iter() {
                    outline.push(
                        schema_field,
                        schema_info,
                        part_mapping.mapping.definition,
                        part,
                    );
                }
            } else {
                outline.push(schema_field, schema_info, mapping.definition, None);
            }
        }
        outline
    }

    #[inline]
    fn push(
        &mut self,
        schema_field: SchemaField,
        schema_info: &SchemaInfo,
        definition: &'static Definition,
        part: Option<usize>,
    ) {
        let check = schema_field.check;
        match schema_field.source {
            Source::StructCheck => self
                .remarks
                .not_expressed
                .push(format!("`{check}` checks the struct")),
            Source::Exclusive(first, second) => {
                let pair = Exclusive {
                    parent: self.parent_of(first, definition),
                    names: [first.name, second.name],
                };
                // A part and the struct around it may both contain the rule.
                if !self.exclusive.contains(&pair) {
                    self.exclusive.push(pair);
                }
            }
            Source::AnyOf(names) => {
                let object = self.moved(schema_field.pointer, definition);
                self.any_of.push((object, names));
            }
            Source::Members(min, max) => {
                let object = self.moved(schema_field.pointer, definition);
                self.counts.push((object, (min, max)));
            }
            Source::Entity => self.empty_entity = Some(schema_field.pointer),
            _ => {
                let Some(field) = schema_info.field(schema_field.pointer, definition) else {
                    return;
                };
                let parent = self.parent_of(field, definition);
                if !check.is_empty() {
                    let checked = if field.is_body() {
                        "the body".to_string()
                    } else {
                        pointer(&parent, field.name)
                    };
                    let not_expressed = &mut self.remarks.not_expressed;
                    not_expressed.push(format!("`{check}` checks {checked}"));
                }
                self.properties.push(Property {
                    schema_field,
                    field,
                    notes: schema_info.notes(schema_field.pointer),
                    parent,
                    part,
                });
            }
        }
    }

    /// Returns the JSON Pointer of a field's object in the event's definition.
    #[inline]
    fn parent_of(&self, field: &Field, definition: &Definition) -> String {
        self.moved(field.parent, definition)
    }

    /// Returns the JSON Pointer in the event's definition of an object of a definition. A part may be derived for another
    /// definition, whose entity has another name.
    #[inline]
    fn moved(&self, object: &str, definition: &Definition) -> String {
        let (entity, target) = (definition.entity_pointer(), self.mapping.definition);
        match object.strip_prefix(entity) {
            Some(rest) if !entity.is_empty() => [target.entity_pointer(), rest].concat(),
            _ => object.to_string(),
        }
    }

    #[inline]
    fn find(&self, parent: &str, name: &str) -> Option<&Property> {
        let mut properties = self.properties.iter();
        properties.find(|property| property.parent == parent && property.field.name == name)
    }

    /// Returns the names of an object's members: those of its definition in that order, then other mapped fields, then
    /// nested objects whose fields are mapped.
    #[inline]
    fn names(&self, parent: &str, object: Option<&Object>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut push = |name: &str| {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_string());
            }
        };
        let defined = object.into_iter().flat_map(|object| object.fields);
        defined.for_each(|field| push(field.name));
        let mapped = self
            .properties
            .iter()
            .filter(|property| property.parent == parent);
        mapped.for_each(|property| push(property.field.name));
        let nested = self.properties.iter();
        let nested = nested.map(|property| property.parent.as_str());
        let nested = nested.chain(self.empty_entity).filter_map(|object| {
            let rest = object.strip_prefix(parent)?.strip_prefix('/')?;
            rest.split('/').next()
        });
        nested.for_each(|name| push(&name.replace("~1", "/").replace("~0", "~")));
        names.retain(|name| !name.starts_with([':', '?']));
        names
    }
}

/// Writes an outline.
impl Outline {
    /// Writes the parameters of the path (`:`) or of the query (`?`).
    #[inline]
    fn parameters(&self, root: &mut Node, mark: char, keyword: &'static str) {
        let properties = self.properties.iter();
        let properties = properties
            .filter_map(|property| Some((property.field.name.strip_prefix(mark)?, property)));
        let mut parameters = Node::new();
        for (name, property) in properties {
            let mut node = Node::new();
            self.write_property(&mut node, property, None);
            let is_in_path = mark == ':';
            if is_in_path && matches!(property.field.kind, Kind::Text | Kind::Identifier) {
                let mut dots = Node::new();
                dots.strings("enum", &[".", ".."]);
                node.put("not", dots.finish());
            }
            if !is_in_path && property.is_always() {
                node.string("x-ravelin-status", "required");
            }
            parameters.put(name, node.finish());
        }
        if !parameters.0.is_empty() {
            root.put(keyword, parameters.finish());
        }
    }

    /// Writes a body that is not an object.
    #[inline]
    fn body(&mut self, root: &mut Node) {
        let mut properties = self.properties.iter();
        let remarks = match properties.find(|property| property.field.is_body()) {
            Some(property) if matches!(property.field.kind, Kind::Custom) => {
                root.string("type", "object");
                Remarks::default()
            }
            Some(property) => self.write_property(root, property, None),
            None => Remarks::default(),
        };
        self.remarks.extend(remarks);
    }

    /// Writes an object of the outline.
    #[inline]
    fn object(&mut self, node: &mut Node, parent: &str, object: Option<&'static Object>) {
        let (mut members, mut remarks) = (Members::default(), Remarks::default());
        for name in self.names(parent, object) {
            let pointer = pointer(parent, &name);
            let fields = object.into_iter().flat_map(|object| object.fields);
            let listed = fields.copied().find(|field| field.name == name);
            let found = self.find(parent, &name);
            let is_custom = found.map_or(name == "custom", |property| {
                let source = property.schema_field.source;
                matches!(property.field.kind, Kind::Custom)
                    && !matches!(source, Source::Member | Source::Constant(_))
            });
            let mut node = Node::new();
            node.string("description", listed.map_or("", |field| field.description));
            let is_always = found.is_some_and(Property::is_always);
            if is_custom {
                if !self.custom(&mut node, &pointer, found) {
                    continue;
                }
                members.push(name, node.finish(), is_always);
            } else if let Some(property) = found {
                remarks.extend(self.write_property(&mut node, property, listed));
                members.push(name, node.finish(), is_always);
            } else if self.is_sent(&pointer) {
                let object = listed.and_then(nested_object);
                self.object(&mut node, &pointer, object);
                members.push(name, node.finish(), true);
            }
        }
        self.remarks.extend(remarks);
        members.dependent = self.dependent(parent);
        members.exclusive = self.exclusive_in(parent, &members.names());
        members.any_of = self.any_of_in(parent, &members);
        let mut counts = self.counts.iter();
        let count = counts.find(|(object, _)| object == parent);
        members.count = count.map(|(_, limits)| *limits);
        members.finish(node);
    }

    /// Checks whether an object that no field maps as a whole is sent.
    #[inline]
    fn is_sent(&self, pointer: &str) -> bool {
        let mut properties = self.properties.iter();
        self.empty_entity == Some(pointer)
            || properties.any(|property| is_within(&property.parent, pointer))
    }

    /// Writes an object without a definition: the members that the type maps, and any others if it maps the object
    /// itself. Returns whether there are any.
    #[inline]
    fn custom(&self, node: &mut Node, pointer: &str, object: Option<&Property>) -> bool {
        let mut members = Members::default();
        for member in self
            .properties
            .iter()
            .filter(|property| property.parent == pointer)
        {
            members.push(member.field.name.to_string(), JsonValue::Bool(true), false);
        }
        members.is_open = object.is_some();
        let has_members = members.is_open || !members.properties.is_empty();
        let is_null = members.properties.is_empty();
        let mut schema = Node::new();
        members.finish(&mut schema);
        node.0.extend(match object {
            Some(property) if is_null => property.or_null(schema).0,
            _ => schema.0,
        });
        has_members
    }

    /// Writes a property.
    #[inline]
    fn write_property(
        &self,
        node: &mut Node,
        property: &Property,
        listed: Option<&'static Field>,
    ) -> Remarks {
        let field = listed.unwrap_or(property.field);
        match property.schema_field.source {
            Source::Type(type_info) => {
                let mut schema = Node::new();
                let is_unlisted = property.schema_field.is_unlisted;
                let remarks = value(&mut schema, property.field, type_info, is_unlisted);
                node.0.extend(property.or_null(schema).0);
                add_notes(&mut node.0, property.notes);
                return remarks;
            }
            source => {
                if let Some(value) = self.constant(source, field) {
                    node.put("const", value);
                }
            }
        }
        Remarks::default()
    }

    /// Returns the JSON value of a constant, which an encoder writes.
    #[inline]
    fn constant(&self, source: Source, field: &'static Field) -> Option<JsonValue> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, self.mapping, None);
        let at = encoder.start();
        let at = source.write(&mut encoder, at, field);
        encoder.finish(at, BodyForm::Object).ok()?;
        match serde_json::from_slice(&out).ok()? {
            JsonValue::Object(members) => Some(members.into_iter().next()?.1),
            _ => None,
        }
    }
}

/// Returns the object that a field definition contains, if it is one.
#[inline]
fn nested_object(field: &Field) -> Option<&'static Object> {
    let Kind::Object(object) = field.kind else {
        return None;
    };
    Some(object)
}

/// Checks whether a JSON Pointer is another, or of something in it.
#[inline]
fn is_within(pointer: &str, other: &str) -> bool {
    let rest = pointer.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
