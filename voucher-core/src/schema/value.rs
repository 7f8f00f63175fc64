//! The schema of one value: the rules of its field definition, narrowed by what its type can hold.

use super::Outline;
use super::node::Node;
use crate::encode::JsonValue;
use crate::type_info::TypeInfo;
use alloc::string::String;
use alloc::vec::Vec;
use voucher_definition::{Array, Decimal, Field, Kind, Limit, currency};

/// Writes the schema of a value. Returns the rules that JSON Schema cannot express.
#[inline]
pub(super) fn value(
    node: &mut Node,
    field: &'static Field,
    type_info: TypeInfo,
    is_unlisted: bool,
) -> Vec<String> {
    match field.kind {
        Kind::Integer | Kind::Amount => {
            let (min, max) = type_info.details.range;
            node.integers(field.min.max(min), field.max.min(max));
            if field.multiple_of > 1 {
                node.put("multipleOf", JsonValue::Signed(field.multiple_of));
            }
        }
        Kind::Time => node.integers(field.min, field.max),
        Kind::Number => number(node, field),
        Kind::Bool => match field.values {
            [only] => node.put("const", JsonValue::Bool(*only == "true")),
            _ => node.string("type", "boolean"),
        },
        Kind::Currency if is_unlisted => {
            node.string("type", "string");
            node.string("pattern", "^[A-Z]{3}$");
        }
        Kind::Currency => {
            // Both lists are sorted; merge them.
            let mut codes = currency::LISTED.to_vec();
            for code in currency::WITHDRAWN {
                codes.insert(codes.partition_point(|other| *other < code), code);
            }
            node.strings("enum", &codes);
        }
        Kind::Enum => {
            let can_hold = |value: &&&str| {
                type_info.details.values.is_empty() || type_info.details.values.contains(value)
            };
            let values: Vec<_> = field.values.iter().filter(can_hold).copied().collect();
            node.strings("enum", &values);
        }
        Kind::Text | Kind::Identifier => string(node, field, type_info),
        Kind::Object(_) => return object(node, type_info),
        Kind::Array(array) => return array_schema(node, array, type_info),
        Kind::Custom => {}
    }
    Vec::new()
}

/// Writes the schema of a string or identifier.
#[inline]
fn string(node: &mut Node, field: &Field, type_info: TypeInfo) {
    node.string("type", "string");
    if field.min_length > 0 {
        node.put("minLength", JsonValue::Unsigned(field.min_length.into()));
    }
    if field.max_length < u32::MAX {
        node.put("maxLength", JsonValue::Unsigned(field.max_length.into()));
    }
    let digits = match type_info.details.is_integer {
        true if type_info.details.range.0 >= 0 => Some("^(0|[1-9][0-9]*)$"),
        true => Some("^(0|-?[1-9][0-9]*)$"),
        false => None,
    };
    let patterns = [field.pattern, field.second_pattern];
    let patterns = patterns.iter().flatten().map(|pattern| pattern.source());
    let mut patterns: Vec<_> = patterns.chain(digits).collect();
    if let Some(first) = (!patterns.is_empty()).then(|| patterns.remove(0)) {
        node.string("pattern", first);
    }
    if !patterns.is_empty() {
        let others = patterns.into_iter().map(|pattern| {
            let mut node = Node::new();
            node.string("pattern", pattern);
            node.finish()
        });
        node.put("allOf", JsonValue::Array(others.collect()));
    }
}

/// Writes the schema of a number.
#[inline]
fn number(node: &mut Node, field: &Field) {
    node.string("type", "number");
    let limits = [
        ("minimum", field.bounds.min),
        ("maximum", field.bounds.max),
        ("exclusiveMinimum", field.bounds.above),
        ("exclusiveMaximum", field.bounds.below),
        ("multipleOf", field.bounds.multiple_of),
    ];
    for (name, limit) in limits {
        if let Some(limit) = limit {
            node.put(name, exact(limit));
        }
    }
}

/// Returns a limit as exactly the number in the definition.
#[inline]
fn exact(limit: Limit) -> JsonValue {
    match limit.decimal().and_then(Decimal::truncated) {
        Some((integer, false)) => JsonValue::Signed(integer),
        _ => match limit.text.parse() {
            Ok(integer) => JsonValue::Unsigned(integer),
            Err(_) => JsonValue::Float(limit.number),
        },
    }
}

/// Writes the schema of a nested object. Returns the rules that JSON Schema cannot express.
#[inline]
fn object(node: &mut Node, type_info: TypeInfo) -> Vec<String> {
    let Some((part_mapping, Some(object_mapping), schema_info)) = type_info.details.object else {
        node.string("type", "object");
        return Vec::new();
    };
    let mut outline = Outline::of(&part_mapping.mapping, schema_info);
    outline.object(node, object_mapping.pointer, None);
    outline.not_expressed
}

/// Writes the schema of an array. Returns the rules that JSON Schema cannot express.
#[inline]
fn array_schema(node: &mut Node, array: &'static Array, type_info: TypeInfo) -> Vec<String> {
    node.string("type", "array");
    if array.min > 0 {
        node.put("minItems", JsonValue::Unsigned(array.min.into()));
    }
    if array.max < u32::MAX {
        node.put("maxItems", JsonValue::Unsigned(array.max.into()));
    }
    let mut element = Node::new();
    let not_expressed = value(&mut element, array.element, type_info, false);
    node.put("items", element.finish());
    not_expressed
}
