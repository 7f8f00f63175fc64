//! The schemas of kinds that only definition files have.

mod only_one;

use super::super::ancestor::{reference, target};
use super::super::{Outline, Remarks};
use super::value;
use crate::alternatives::{alternative, is_exclusive, of_type};
use crate::kind::{array, map, number, one_of, text};
use crate::schema_node::Node;
use crate::type_info::{Alternatives, Itself, TypeInfo};
use alloc::vec::Vec;
use only_one::add_only_one;
use voucher_definition::{Contents, Field, JsonType, Kind};

/// Writes the schema of a value.
#[inline]
pub(super) fn of_file(node: &mut Node, field: &'static Field, type_info: TypeInfo) -> Remarks {
    match field.kind {
        Kind::Ancestor(_) => return reference(node, field, type_info),
        Kind::OneOf(_) if type_info.details.ancestor.is_some() => {
            return reference(node, field, type_info);
        }
        Kind::OneOf(_) => return alternatives(node, field, type_info),
        Kind::Object(_) => return object(node, type_info),
        Kind::Array(array) => {
            let (element, remarks) = content(array.element, type_info.element());
            array::schema(node, array, element);
            return remarks;
        }
        Kind::Map(map_definition) => {
            let keys = type_info.details.keys.unwrap_or(&TypeInfo::ACCEPTED);
            let (key, _) = content(map_definition.key, *keys);
            let (value, remarks) = content(map_definition.value, type_info.element());
            map::schema(node, map_definition, key, value);
            return remarks;
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
    Remarks::default()
}

/// Writes the schema of a type that a schema refers to.
#[inline]
pub(in crate::schema) fn itself(node: &mut Node, field: &'static Field, itself: Itself) -> Remarks {
    let type_info = itself.type_info;
    if type_info.details.object.is_some() {
        return object(node, type_info);
    }
    let field = match field.kind {
        Kind::Ancestor(_) => itself.element.unwrap_or(field),
        _ => field,
    };
    alternatives(node, field, type_info)
}

/// Returns the schema of the elements of an array, or of the keys or values of a map.
#[inline]
fn content(field: &'static Field, type_info: TypeInfo) -> (Node, Remarks) {
    let mut node = Node::new();
    let remarks = value(&mut node, field, type_info, false);
    if field.nullable && type_info.is_optional() {
        node = node.or_null();
    }
    (node, remarks)
}

/// Writes the schemas of the alternatives that the type can send.
#[inline]
fn alternatives(node: &mut Node, field: &'static Field, type_info: TypeInfo) -> Remarks {
    let variants: Vec<(&Field, TypeInfo)> = match type_info.details.alternatives {
        Some(Alternatives::Type(JsonType::Object, type_info))
            if type_info.details.object.is_some() && type_info.details.element.is_none() =>
        {
            let remarks = object(node, *type_info);
            add_only_one(node, field);
            return remarks;
        }
        Some(Alternatives::Type(json_type, type_info)) => {
            return value(node, of_type(field, json_type), *type_info, false);
        }
        Some(Alternatives::Enum(mapping)) => {
            target(node, type_info);
            let variants = mapping.variants.iter();
            let variants =
                variants.map(|(index, type_info)| (alternative(field, *index), *type_info));
            variants.collect()
        }
        Some(Alternatives::None) | None => {
            let Contents::Alternatives(one_of) = field.kind.contents() else {
                return Remarks::default();
            };
            let alternatives = one_of.alternatives.iter();
            alternatives
                .map(|alternative| (alternative.value, TypeInfo::UNKNOWN))
                .collect()
        }
    };
    let is_known = type_info.details.alternatives.is_some();
    let (mut nodes, mut remarks) = (Vec::new(), Remarks::default());
    for (field, type_info) in variants {
        let mut node = Node::new();
        remarks.extend(value(&mut node, field, type_info, false));
        nodes.push(node);
    }
    one_of::schema(node, is_known && is_exclusive(field), nodes);
    add_only_one(node, field);
    remarks
}

/// Writes the schema of a nested object.
#[inline]
fn object(node: &mut Node, type_info: TypeInfo) -> Remarks {
    let Some((part_mapping, Some(object_mapping), schema_info)) = type_info.details.object else {
        node.string("type", "object");
        return Remarks::default();
    };
    target(node, type_info);
    let mut outline = Outline::of(&part_mapping.mapping, schema_info());
    outline.object(node, object_mapping.pointer, None);
    outline.remarks
}
