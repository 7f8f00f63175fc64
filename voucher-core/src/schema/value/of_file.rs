//! The schemas of kinds that only definition files have.

mod only_one;

use super::super::Outline;
use super::super::ancestor::{reference, target};
use super::value;
use crate::alternatives::{alternative, is_exclusive, of_type};
use crate::kind::{array, map, number, one_of, text};
use crate::schema_node::Node;
use crate::type_info::{Alternatives, TypeInfo};
use alloc::string::String;
use alloc::vec::Vec;
use only_one::add_only_one;
use voucher_definition::{Contents, Field, JsonType, Kind};

/// Writes the schema of a value. Returns the rules that JSON Schema cannot express.
#[inline]
pub(super) fn of_file(node: &mut Node, field: &'static Field, type_info: TypeInfo) -> Vec<String> {
    match field.kind {
        Kind::Ancestor(_) => reference(node, type_info),
        Kind::OneOf(_) if type_info.details.ancestor.is_some() => reference(node, type_info),
        Kind::OneOf(_) => return alternatives(node, field, type_info),
        Kind::Object(_) => return object(node, type_info),
        Kind::Array(array) => {
            let (element, not_expressed) = content(array.element, type_info.element());
            array::schema(node, array, element);
            return not_expressed;
        }
        Kind::Map(map_definition) => {
            let keys = type_info.details.keys.unwrap_or(&TypeInfo::ACCEPTED);
            let (key, _) = content(map_definition.key, *keys);
            let (value, not_expressed) = content(map_definition.value, type_info.element());
            map::schema(node, map_definition, key, value);
            return not_expressed;
        }
        Kind::Number => number::schema(node, field),
        Kind::DateTime | Kind::Date | Kind::Uuid => {
            text::schema(node, field);
            node.string("format", field.kind.keyword());
        }
        // Nothing is known about any value. `value` writes the other schemas.
        Kind::Any
        | Kind::Text
        | Kind::Identifier
        | Kind::Integer
        | Kind::Amount
        | Kind::Currency
        | Kind::Time
        | Kind::Enum
        | Kind::Bool
        | Kind::Custom => {}
    }
    Vec::new()
}

/// Returns the schema of the elements of an array, or of the keys or values of a map. Also returns the rules that JSON Schema cannot express.
#[inline]
fn content(field: &'static Field, type_info: TypeInfo) -> (Node, Vec<String>) {
    let mut node = Node::new();
    let not_expressed = value(&mut node, field, type_info, false);
    if field.nullable && type_info.is_optional() {
        node = node.or_null();
    }
    (node, not_expressed)
}

/// Writes the schemas of the alternatives that the type can send. Returns the rules that JSON Schema cannot express.
#[inline]
fn alternatives(node: &mut Node, field: &'static Field, type_info: TypeInfo) -> Vec<String> {
    let variants: Vec<(&Field, TypeInfo)> = match type_info.details.alternatives {
        Some(Alternatives::Type(JsonType::Object, type_info))
            if type_info.details.object.is_some() && type_info.details.element.is_none() =>
        {
            let not_expressed = object(node, *type_info);
            add_only_one(node, field);
            return not_expressed;
        }
        Some(Alternatives::Type(json_type, type_info)) => {
            return value(node, of_type(field, json_type), *type_info, false);
        }
        Some(Alternatives::Enum(mapping)) => {
            target(node, mapping.digest);
            let variants = mapping.variants.iter();
            let variants =
                variants.map(|(index, type_info)| (alternative(field, *index), *type_info));
            variants.collect()
        }
        Some(Alternatives::None) | None => {
            let Contents::Alternatives(one_of) = field.kind.contents() else {
                return Vec::new();
            };
            let alternatives = one_of.alternatives.iter();
            alternatives
                .map(|alternative| (alternative.value, TypeInfo::UNKNOWN))
                .collect()
        }
    };
    let is_known = type_info.details.alternatives.is_some();
    let (mut nodes, mut not_expressed) = (Vec::new(), Vec::new());
    for (field, type_info) in variants {
        let mut node = Node::new();
        not_expressed.extend(value(&mut node, field, type_info, false));
        nodes.push(node);
    }
    one_of::schema(node, is_known && is_exclusive(field), nodes);
    add_only_one(node, field);
    not_expressed
}

/// Writes the schema of a nested object. Returns the rules that JSON Schema cannot express.
#[inline]
fn object(node: &mut Node, type_info: TypeInfo) -> Vec<String> {
    let Some((part_mapping, Some(object_mapping), schema_info)) = type_info.details.object else {
        node.string("type", "object");
        return Vec::new();
    };
    target(node, object_mapping.digest);
    let mut outline = Outline::of(&part_mapping.mapping, schema_info());
    outline.object(node, object_mapping.pointer, None);
    outline.not_expressed
}
