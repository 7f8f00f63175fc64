//! The schema of one value: the rules of its field definition, narrowed by what its type can hold.

use super::Sketch;
use super::node::Node;
use crate::encode::JsonValue;
use crate::type_info::TypeInfo;
use alloc::string::String;
use alloc::vec::Vec;
use voucher_definition::{Array, Decimal, Field, Kind, Limit, currency};

/// What the rules of a row and the type leave of a value; what JSON Schema cannot say of it is given back.
#[inline]
pub(super) fn value(
    node: &mut Node,
    row: &'static Field,
    type_info: TypeInfo,
    is_unlisted: bool,
) -> Vec<String> {
    match row.kind {
        Kind::Integer | Kind::Amount => {
            let (least, most) = type_info.details.range;
            node.integers(row.min.max(least), row.max.min(most));
            if row.multiple_of > 1 {
                node.put("multipleOf", JsonValue::Signed(row.multiple_of));
            }
        }
        Kind::Time => node.integers(row.min, row.max),
        Kind::Number => number(node, row),
        Kind::Bool => match row.values {
            [only] => node.put("const", JsonValue::Bool(*only == "true")),
            _ => node.text("type", "boolean"),
        },
        Kind::Currency if is_unlisted => {
            node.text("type", "string");
            node.text("pattern", "^[A-Z]{3}$");
        }
        Kind::Currency => {
            // In the alphabet's order, as both lists are.
            let mut codes = currency::LISTED.to_vec();
            for code in currency::WITHDRAWN {
                codes.insert(codes.partition_point(|other| *other < code), code);
            }
            node.texts("enum", &codes);
        }
        Kind::Enum => {
            let can_hold = |value: &&&str| {
                type_info.details.values.is_empty() || type_info.details.values.contains(value)
            };
            let values: Vec<_> = row.values.iter().filter(can_hold).copied().collect();
            node.texts("enum", &values);
        }
        Kind::Text | Kind::Identifier => words(node, row, type_info),
        Kind::Object(_) => return within(node, type_info),
        Kind::Array(array) => return entries(node, array, type_info),
        _ => {}
    }
    Vec::new()
}

#[inline]
fn words(node: &mut Node, row: &Field, type_info: TypeInfo) {
    node.text("type", "string");
    if row.min_length > 0 {
        node.put("minLength", JsonValue::Unsigned(row.min_length.into()));
    }
    if row.max_length < u32::MAX {
        node.put("maxLength", JsonValue::Unsigned(row.max_length.into()));
    }
    let digits = match type_info.details.is_integer {
        true if type_info.details.range.0 >= 0 => Some("^(0|[1-9][0-9]*)$"),
        true => Some("^(0|-?[1-9][0-9]*)$"),
        false => None,
    };
    let patterns = [row.pattern, row.second_pattern];
    let patterns = patterns.iter().flatten().map(|pattern| pattern.source());
    let mut patterns: Vec<_> = patterns.chain(digits).collect();
    if let Some(first) = (!patterns.is_empty()).then(|| patterns.remove(0)) {
        node.text("pattern", first);
    }
    if !patterns.is_empty() {
        let others = patterns.into_iter().map(|pattern| {
            let mut node = Node::new();
            node.text("pattern", pattern);
            node.finish()
        });
        node.put("allOf", JsonValue::Array(others.collect()));
    }
}

#[inline]
fn number(node: &mut Node, row: &Field) {
    node.text("type", "number");
    let limits = [
        ("minimum", row.bounds.min),
        ("maximum", row.bounds.max),
        ("exclusiveMinimum", row.bounds.above),
        ("exclusiveMaximum", row.bounds.below),
        ("multipleOf", row.bounds.multiple_of),
    ];
    for (name, limit) in limits {
        if let Some(limit) = limit {
            node.put(name, exact(limit));
        }
    }
}

/// A limit as a number that is exactly the one that is written.
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

/// An object that a struct of its own maps.
#[inline]
fn within(node: &mut Node, type_info: TypeInfo) -> Vec<String> {
    let Some((part_mapping, Some(object_mapping), schema_info)) = type_info.details.object else {
        node.text("type", "object");
        return Vec::new();
    };
    let mut sketch = Sketch::of(&part_mapping.mapping, schema_info);
    sketch.object(node, object_mapping.pointer, None);
    sketch.not_expressed
}

#[inline]
fn entries(node: &mut Node, array: &'static Array, type_info: TypeInfo) -> Vec<String> {
    node.text("type", "array");
    if array.min > 0 {
        node.put("minItems", JsonValue::Unsigned(array.min.into()));
    }
    if array.max < u32::MAX {
        node.put("maxItems", JsonValue::Unsigned(array.max.into()));
    }
    let mut entry = Node::new();
    let not_expressed = value(&mut entry, array.element, type_info, false);
    node.put("items", entry.finish());
    not_expressed
}
