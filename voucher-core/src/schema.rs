//! A JSON Schema of what a type can send, out of its `SchemaInfo`.
//!
//! Each function is `#[inline]`, so that only a program that asks compiles them: they were two fifths of the crate's code.

mod node;
mod value;

use crate::encode::{Encoder, JsonValue};
use crate::mapping::EventMapping;
use crate::type_info::{SchemaField, SchemaInfo, Source};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use node::{Members, Node};
use value::value;
use voucher_definition::{Definition, Field, Kind, Object, pointer};

/// The document.
#[inline]
pub(crate) fn schema(mapping: &'static EventMapping, schema_info: &'static SchemaInfo) -> String {
    let definition = mapping.definition;
    let mut sketch = Sketch::of(mapping, schema_info);
    let mut root = Node::new();
    root.text("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.text("description", definition.description);
    root.text("x-ravelin-method", definition.method);
    root.text("x-ravelin-path", definition.path);
    root.text("x-ravelin-source", definition.source);
    sketch.parameters(&mut root);
    sketch.object(&mut root, "", Some(&definition.body));
    root.texts("x-ravelin-not-expressed", &sketch.not_expressed);
    serde_json::to_string_pretty(&root.finish()).unwrap_or_default()
}

/// The rows of a body, or of an object within it that one struct maps as a whole.
struct Sketch {
    mapping: &'static EventMapping,
    rows: Vec<Row>,
    exclusive: Vec<Exclusive>,
    /// What JSON Schema cannot say.
    not_expressed: Vec<String>,
}

/// Two names of which at most one is a member of the object at this JSON Pointer.
#[derive(PartialEq, Eq)]
struct Exclusive {
    parent: String,
    names: [&'static str; 2],
}

/// A row that has a source.
struct Row {
    schema_field: SchemaField,
    field: &'static Field,
    /// The object that it stands in; a part may be of another definition, whose entity has another name.
    parent: String,
    /// Rows of a part that may be absent as a whole have its number.
    part: Option<usize>,
}

impl Row {
    /// Whether there is a value wherever its object is.
    #[inline]
    fn is_always(&self) -> bool {
        self.schema_field.is_always && self.part.is_none()
    }
}

/// Reads a `SchemaInfo`.
impl Sketch {
    #[inline]
    fn of(mapping: &'static EventMapping, schema_info: &'static SchemaInfo) -> Self {
        let mut sketch = Self {
            mapping,
            rows: Vec::new(),
            exclusive: Vec::new(),
            not_expressed: Vec::new(),
        };
        for (at, schema_field) in schema_info.iter().enumerate() {
            if let Source::Part(part_mapping, schema_info) = schema_field.source {
                let part = (!schema_field.is_always).then_some(at);
                for schema_field in schema_info.iter() {
                    sketch.push(schema_field, part_mapping.mapping.definition, part);
                }
            } else {
                sketch.push(schema_field, mapping.definition, None);
            }
        }
        sketch
    }

    #[inline]
    fn push(
        &mut self,
        schema_field: SchemaField,
        definition: &'static Definition,
        part: Option<usize>,
    ) {
        let check = schema_field.check;
        match schema_field.source {
            Source::StructCheck => self
                .not_expressed
                .push(format!("`{check}` is asked about the whole")),
            Source::Exclusive(one, other) => {
                let pair = Exclusive {
                    parent: self.parent_of(one, definition),
                    names: [one.name, other.name],
                };
                // A part and its struct may both know it.
                if !self.exclusive.contains(&pair) {
                    self.exclusive.push(pair);
                }
            }
            _ => {
                let Some(field) = schema_field.field(definition) else {
                    return;
                };
                let parent = self.parent_of(field, definition);
                if !check.is_empty() {
                    let place = pointer(&parent, field.name);
                    self.not_expressed
                        .push(format!("`{check}` is asked about {place}"));
                }
                self.rows.push(Row {
                    schema_field,
                    field,
                    parent,
                    part,
                });
            }
        }
    }

    /// The object that a field is in; a part may be of another definition, whose entity has another name.
    #[inline]
    fn parent_of(&self, field: &Field, definition: &Definition) -> String {
        let (entity, own) = (definition.entity_pointer(), self.mapping.definition);
        match field.parent.strip_prefix(entity) {
            Some(rest) if !entity.is_empty() => [own.entity_pointer(), rest].concat(),
            _ => field.parent.to_string(),
        }
    }

    #[inline]
    fn find(&self, parent: &str, name: &str) -> Option<&Row> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.parent == parent && row.field.name == name)
    }

    /// The names that stand in an object: those of its rows in the definition's order, then the others, then the objects
    /// whose rows stand beside those of the body.
    #[inline]
    fn names(&self, parent: &str, object: Option<&Object>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut push = |name: &str| {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_string());
            }
        };
        let rows = object.into_iter().flat_map(|object| object.fields);
        rows.for_each(|row| push(row.name));
        let own = self.rows.iter().filter(|row| row.parent == parent);
        own.for_each(|row| push(row.field.name));
        let within = self.rows.iter().filter_map(|row| {
            let rest = row.parent.strip_prefix(parent)?.strip_prefix('/')?;
            rest.split('/').next()
        });
        within.for_each(|name| push(&name.replace("~1", "/").replace("~0", "~")));
        names.retain(|name| !name.starts_with(':'));
        names
    }
}

/// What is written of them.
impl Sketch {
    /// What stands in the path.
    #[inline]
    fn parameters(&self, root: &mut Node) {
        let rows = self.rows.iter();
        let rows = rows.filter_map(|row| Some((row.field.name.strip_prefix(':')?, row)));
        let mut parameters = Node::new();
        for (name, row) in rows {
            let mut node = Node::new();
            self.property(&mut node, row, None);
            if matches!(row.field.kind, Kind::Text | Kind::Identifier) {
                let mut dots = Node::new();
                dots.texts("enum", &[".", ".."]);
                node.put("not", dots.finish());
            }
            parameters.put(name, node.finish());
        }
        if !parameters.0.is_empty() {
            root.put("x-ravelin-parameters", parameters.finish());
        }
    }

    /// An object whose rows are among these.
    #[inline]
    fn object(&mut self, node: &mut Node, parent: &str, object: Option<&'static Object>) {
        let (mut members, mut not_expressed) = (Members::default(), Vec::new());
        for name in self.names(parent, object) {
            let place = pointer(parent, &name);
            let fields = object.into_iter().flat_map(|object| object.fields);
            let listed = fields.copied().find(|row| row.name == name);
            let found = self.find(parent, &name);
            let is_custom = found.map_or(name == "custom", |row| {
                matches!(row.field.kind, Kind::Custom)
                    && !matches!(row.schema_field.source, Source::Member)
            });
            let mut node = Node::new();
            node.text("description", listed.map_or("", |row| row.description));
            let is_always = found.is_some_and(Row::is_always);
            if is_custom {
                if !self.custom(&mut node, &place, found) {
                    continue;
                }
                members.push(name, node.finish(), is_always);
            } else if let Some(row) = found {
                not_expressed.extend(self.property(&mut node, row, listed));
                members.push(name, node.finish(), is_always);
            } else if self.rows.iter().any(|row| is_within(&row.parent, &place)) {
                let object = listed.and_then(|row| match row.kind {
                    Kind::Object(object) => Some(object),
                    _ => None,
                });
                self.object(&mut node, &place, object);
                members.push(name, node.finish(), true);
            }
        }
        self.not_expressed.extend(not_expressed);
        members.dependent = self.dependent(parent);
        members.exclusive = self.exclusive_in(parent, &members.names());
        members.finish(node);
    }

    /// A free object: the members that the type names, and any other where it has a whole object. Nothing, where it has
    /// neither.
    #[inline]
    fn custom(&self, node: &mut Node, place: &str, whole: Option<&Row>) -> bool {
        let mut members = Members::default();
        for member in self.rows.iter().filter(|row| row.parent == place) {
            members.push(member.field.name.to_string(), JsonValue::Bool(true), false);
        }
        members.is_open = whole.is_some();
        let is_present = members.is_open || !members.properties.is_empty();
        members.finish(node);
        is_present
    }

    /// A value; what JSON Schema cannot say of it is given back.
    #[inline]
    fn property(&self, node: &mut Node, row: &Row, listed: Option<&'static Field>) -> Vec<String> {
        let field = listed.unwrap_or(row.field);
        match row.schema_field.source {
            Source::Type(type_info) => {
                return value(node, row.field, type_info, row.schema_field.is_unlisted);
            }
            source => {
                if let Some(value) = self.written(source, field) {
                    node.put("const", value);
                }
            }
        }
        Vec::new()
    }

    /// What a constant is in JSON: an encoder writes it.
    #[inline]
    fn written(&self, source: Source, row: &'static Field) -> Option<JsonValue> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, self.mapping, None);
        let at = encoder.start();
        let at = source.write(&mut encoder, at, row);
        encoder.finish(at).ok()?;
        match serde_json::from_slice(&out).ok()? {
            JsonValue::Object(members) => Some(members.into_iter().next()?.1),
            _ => None,
        }
    }

    /// Of a part that may be absent, a row is there only with those that are there whenever the part is.
    #[inline]
    fn dependent(&self, parent: &str) -> Vec<(&'static str, Vec<&'static str>)> {
        let of_part = self.rows.iter();
        let of_part = of_part.filter(|row| row.part.is_some() && row.parent == parent);
        let others = of_part.clone().map(|row| {
            let fellows = of_part.clone().filter(|other| {
                let is_fellow = other.part == row.part && other.field.name != row.field.name;
                is_fellow && other.schema_field.is_always
            });
            let fellows = fellows.map(|other| other.field.name).collect();
            (row.field.name, fellows)
        });
        let others = others.filter(|(_, fellows): &(_, Vec<_>)| !fellows.is_empty());
        others.collect()
    }

    /// The names of which at most one stands in an object.
    #[inline]
    fn exclusive_in(&self, parent: &str, names: &[String]) -> Vec<[&'static str; 2]> {
        let is_present = |name: &&str| names.iter().any(|other| other == name);
        let pairs = self.exclusive.iter();
        let pairs = pairs.filter(|pair| pair.parent == parent && pair.names.iter().all(is_present));
        pairs.map(|pair| pair.names).collect()
    }
}

/// Whether an object is another, or stands in it.
#[inline]
fn is_within(place: &str, other: &str) -> bool {
    let rest = place.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
