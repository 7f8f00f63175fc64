//! Which Rust field sends each value, for exported schemas.

use super::Outline;
use crate::encode::JsonValue;
use crate::mapping::{FieldMapping, PartMapping};
use crate::schema_node::Node;
use crate::type_info::{Alternatives, SchemaInfo, Source, TypeInfo};
use alloc::format;
use alloc::string::ToString;

/// No type is nested more deeply: a definition is not.
const MAX_DEPTH: usize = 128;

/// Returns the JSON Pointers of all values that an event sends, each with the field of the struct that sends it. `fields` are
/// those of the event itself. A field of another struct has the name of its type: `Money.value`.
#[inline]
pub(super) fn rust_fields(
    fields: &[FieldMapping],
    outline: &Outline,
    schema_info: &'static SchemaInfo,
) -> JsonValue {
    let mut names = Names(Node::new());
    for field in fields {
        names.push(field.pointer, field.name);
    }
    for schema_field in schema_info.iter() {
        match schema_field.source {
            Source::Type(type_info) => names.value(schema_field.pointer, type_info, 0),
            Source::Part(part, schema_info) => names.part(outline, part, schema_info),
            Source::String(_)
            | Source::Constant(_)
            | Source::Member
            | Source::Exclusive(..)
            | Source::AnyOf(_)
            | Source::Members(..)
            | Source::Entity
            | Source::StructCheck => {}
        }
    }
    names.0.finish()
}

struct Names(Node);

impl Names {
    #[inline]
    fn push(&mut self, pointer: &str, name: &str) {
        if !self.0.0.iter().any(|(known, _)| known == pointer) {
            self.0.put(pointer, JsonValue::String(name.to_string()));
        }
    }

    /// Adds the fields of a part, which may be derived for another definition.
    #[inline]
    fn part(
        &mut self,
        outline: &Outline,
        part: &'static PartMapping,
        schema_info: &'static SchemaInfo,
    ) {
        let moved = |pointer: &str| outline.moved(pointer, part.mapping.definition);
        for field in part.fields {
            self.push(&moved(&part.pointer_of(*field)), field.source);
        }
        for schema_field in schema_info.iter() {
            if let Source::Type(type_info) = schema_field.source {
                self.value(&moved(schema_field.pointer), type_info, 0);
            }
        }
    }

    /// Adds the fields inside a value: those of a nested object, or of the elements of a list.
    #[inline]
    fn value(&mut self, pointer: &str, type_info: TypeInfo, depth: usize) {
        let (mut pointer, mut details) = (pointer.to_string(), type_info.details);
        if depth > MAX_DEPTH {
            return;
        }
        while let Some(element) = details.element {
            pointer = format!("{pointer}/*");
            details = element.details;
        }
        if details.ancestor.is_some() {
            return;
        }
        match details.alternatives {
            Some(Alternatives::Type(_, type_info)) => self.value(&pointer, *type_info, depth + 1),
            Some(Alternatives::Enum(mapping)) => {
                for (_, type_info) in mapping.variants {
                    self.value(&pointer, *type_info, depth + 1);
                }
            }
            Some(Alternatives::None) | None => {}
        }
        let Some((part, Some(object), schema_info)) = details.object else {
            return;
        };
        // The type may be derived for an object at another place.
        let moved = |inner: &str| Some(format!("{pointer}{}", inner.strip_prefix(object.pointer)?));
        for field in part.fields {
            if let Some(pointer) = moved(&part.pointer_of(*field)) {
                self.push(&pointer, field.source);
            }
        }
        for schema_field in schema_info().iter() {
            if let (Source::Type(type_info), Some(pointer)) =
                (schema_field.source, moved(schema_field.pointer))
            {
                self.value(&pointer, type_info, depth + 1);
            }
        }
    }
}
