//! The schema of alternatives of which exactly one may accept an object: what the definition says about all of them, because a
//! type may send a value of one that another one accepts, too.

use super::super::super::ancestor::{mark_as, reference_to};
use super::super::super::members::Members;
use super::super::value;
use crate::encode::JsonValue;
use crate::kind::{array, map};
use crate::schema_node::Node;
use crate::type_info::TypeInfo;
use alloc::vec::Vec;
use voucher_definition::{Contents, Field, Kind, Object, OneOf, Selector};

/// Adds the rule that exactly one of a field's alternatives accepts a value, if that is one.
#[inline]
pub(super) fn add_only_one(node: &mut Node, field: &'static Field) {
    let Kind::OneOf(one_of) = field.kind else {
        return;
    };
    if !matches!(one_of.selector, Selector::One) {
        return;
    }
    let mut rule = Node::new();
    rule.put("oneOf", alternatives(one_of, &mut Vec::new()));
    let mut members = node.0.iter_mut();
    match members.find(|(name, _)| name == "allOf") {
        Some((_, JsonValue::Array(rules))) => rules.push(rule.finish()),
        _ => node.put("allOf", JsonValue::Array([rule.finish()].into())),
    }
}

/// `around` are the objects and alternatives around it, from the outside in.
#[inline]
fn alternatives(one_of: &'static OneOf, around: &mut Vec<u64>) -> JsonValue {
    let mut schemas = Vec::new();
    for alternative in one_of.alternatives {
        schemas.push(defined(alternative.value, around).finish());
    }
    JsonValue::Array(schemas)
}

/// Returns the schema of a field definition with everything in it.
#[inline]
fn defined(field: &'static Field, around: &mut Vec<u64>) -> Node {
    let mut node = Node::new();
    // No schema that a type has is marked with the address of a definition.
    let mark = core::ptr::from_ref(field) as usize as u64;
    match field.kind.contents() {
        Contents::None => {
            // No scalar has a rule that JSON Schema cannot express.
            let _ = value(&mut node, field, TypeInfo::UNKNOWN, false);
        }
        Contents::Fields(content) => {
            mark_as(&mut node, mark);
            around.push(mark);
            object(&mut node, content, around);
            around.pop();
        }
        Contents::Elements(content) => {
            let element = defined(content.element, around);
            array::schema(&mut node, content, element);
        }
        Contents::Values(content) => {
            let (key, value) = (defined(content.key, around), defined(content.value, around));
            map::schema(&mut node, content, key, value);
        }
        Contents::Alternatives(one_of) => {
            mark_as(&mut node, mark);
            around.push(mark);
            let keyword = if matches!(one_of.selector, Selector::Any) {
                "anyOf"
            } else {
                "oneOf"
            };
            node.put(keyword, alternatives(one_of, around));
            around.pop();
        }
        Contents::Ancestor(distance) => {
            let mut ancestors = around.iter().rev();
            let distance = usize::try_from(distance).unwrap_or(usize::MAX);
            if let Some(mark) = ancestors.nth(distance) {
                reference_to(&mut node, *mark);
            }
        }
    }
    if field.nullable { node.or_null() } else { node }
}

#[inline]
fn object(node: &mut Node, object: &'static Object, around: &mut Vec<u64>) {
    let mut members = Members {
        is_open: !object.is_closed,
        count: Some((object.min_members, object.max_members)),
        any_of: object
            .exactly_one
            .iter()
            .map(|group| group.to_vec())
            .collect(),
        ..Members::default()
    };
    for group in object.exclusive {
        for (index, name) in group.iter().enumerate() {
            let others = group.iter().skip(index + 1);
            members
                .exclusive
                .extend(others.map(|other| [*name, *other]));
        }
    }
    for field in object.fields {
        let schema = defined(field, around).finish();
        members.push(field.name.into(), schema, field.is_required());
    }
    members.finish(node);
}
