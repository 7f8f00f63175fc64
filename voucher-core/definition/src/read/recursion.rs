//! Reads recursive references: a `$ref` to a schema that contains it.

use super::json::{Json, Member, Node};
use super::mistake::MistakeList;
use super::owned::{OwnedAncestor, OwnedField, OwnedKind, OwnedSelector};
use super::schema::{Keywords, Reader};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

/// The maximum number of references and alternatives that are searched for `null`.
const MAX_SEARCHED: usize = 256;

impl<'t> Reader<'t> {
    /// Reads the value of a field that has the schema of a value around it.
    pub(super) fn read_ancestor(
        &mut self,
        keywords: &Keywords<'t>,
        (reference, target): (&'t Member, &'t Node),
        field: OwnedField,
    ) -> Option<OwnedField> {
        if let Some(beside) = keywords.assertions().next() {
            let message = alloc::format!(
                "`{}` beside a recursive reference is not supported; write it in the schema that is referred to",
                beside.name
            );
            self.reject(beside, message);
            return None;
        }
        let nullable = self.target_may_be_null(target);
        Some(OwnedField {
            kind: OwnedKind::Ancestor(OwnedAncestor {
                at: reference.at,
                target: target.at,
                is_object: is_only_object(target),
                distance: 0,
            }),
            nullable,
            ..field
        })
    }

    /// Returns whether `null` may be valid for the target of a recursive reference. It is searched once, because many fields
    /// may refer to it.
    fn target_may_be_null(&mut self, target: &'t Node) -> bool {
        if let Some(known) = self.may_be_null.get(&target.at) {
            return *known;
        }
        let found = self.search_null(target, &mut BTreeSet::new());
        self.may_be_null.insert(target.at, found);
        found
    }

    /// Returns whether `null` is one of the types or alternatives of a schema.
    fn search_null(&mut self, schema: &'t Node, searched: &mut BTreeSet<usize>) -> bool {
        let is_null = |node: &Node| node.string().is_some_and(|name| &**name == "null");
        let value_of = |name| schema.member(name).map(|member| &member.node);
        let is_typed = value_of("type").is_some_and(|node| match &node.value {
            Json::Array(types) => types.iter().any(is_null),
            _ => is_null(node),
        });
        let is_nullable =
            value_of("nullable").is_some_and(|node| matches!(node.value, Json::Bool(true)));
        if is_typed || is_nullable {
            return true;
        }
        if searched.len() == MAX_SEARCHED || !searched.insert(schema.at) {
            return false;
        }
        let reference = schema.member("$ref");
        let target = reference.and_then(|reference| self.find_target(reference));
        let alternatives = value_of("oneOf").or(value_of("anyOf"));
        let alternatives = match alternatives.map(|node| &node.value) {
            Some(Json::Array(schemas)) => &schemas[..],
            _ => &[],
        };
        let mut inner = target.into_iter().chain(alternatives);
        inner.any(|schema| self.search_null(schema, searched))
    }

    /// Finds the distance of each recursive reference within a field.
    pub(super) fn resolve_ancestors(&mut self, field: &mut OwnedField) {
        resolve(field, &mut Vec::new(), &mut self.mistakes);
    }
}

/// Returns whether a schema accepts objects, and nothing else but `null`. A schema with a `$ref` may accept more.
fn is_only_object(schema: &Node) -> bool {
    let is_object_or_null = |node: &Node| {
        node.string()
            .is_some_and(|name| matches!(&**name, "object" | "null"))
    };
    let has_only_object = match schema.member("type").map(|member| &member.node) {
        Some(Node {
            value: Json::Array(types),
            ..
        }) => types.iter().all(is_object_or_null),
        Some(of) => is_object_or_null(of),
        None => true,
    };
    has_only_object && schema.member("properties").is_some() && schema.member("$ref").is_none()
}

/// An object, or a value with alternatives, around the current one.
#[derive(Clone)]
struct Level {
    schemas: Vec<usize>,
    /// Whether an object may be valid for several alternatives, each of which has to be tried.
    is_tried: bool,
}

fn resolve(field: &mut OwnedField, levels: &mut Vec<Level>, mistakes: &mut MistakeList) {
    match &mut field.kind {
        OwnedKind::Scalar(_) => {}
        OwnedKind::Ancestor(ancestor) => {
            if let Err(message) = resolve_one(ancestor, levels) {
                mistakes.push(ancestor.at, Some("$ref"), message);
            }
        }
        OwnedKind::Array { element, .. } => resolve(element, levels, mistakes),
        OwnedKind::Map { key, value, .. } => {
            resolve(key, levels, mistakes);
            resolve(value, levels, mistakes);
        }
        OwnedKind::Object(object) => {
            levels.push(Level {
                schemas: object.schemas.clone(),
                is_tried: false,
            });
            for field in &mut object.fields {
                resolve(field, levels, mistakes);
            }
            levels.pop();
        }
        OwnedKind::OneOf(one_of) => {
            levels.push(Level {
                schemas: one_of.schemas.clone(),
                is_tried: matches!(one_of.selector, OwnedSelector::Any | OwnedSelector::One),
            });
            for (_, field) in &mut one_of.alternatives {
                resolve(field, levels, mistakes);
            }
            levels.pop();
        }
    }
}

fn resolve_one(ancestor: &mut OwnedAncestor, levels: &[Level]) -> Result<(), &'static str> {
    let mut around = levels.iter().rev().enumerate();
    let found = around.find(|(_, level)| level.schemas.contains(&ancestor.target));
    let Some((distance, _)) = found else {
        return Err(
            "only a schema of an object, or of several alternatives, can refer to itself; write out each level of the schema",
        );
    };
    if levels
        .iter()
        .rev()
        .take(distance + 1)
        .any(|level| level.is_tried)
    {
        return Err(
            "the alternatives of a recursive schema must differ in a required property with a `const`; add one",
        );
    }
    ancestor.distance = u32::try_from(distance).unwrap_or(u32::MAX);
    Ok(())
}

impl OwnedField {
    /// Adds schemas to those that describe the field's object or alternatives.
    pub(super) fn described_by(mut self, schemas: Vec<usize>) -> Self {
        match &mut self.kind {
            OwnedKind::Object(object) => object.schemas.extend(schemas),
            OwnedKind::OneOf(one_of) => one_of.schemas.extend(schemas),
            OwnedKind::Scalar(_)
            | OwnedKind::Array { .. }
            | OwnedKind::Map { .. }
            | OwnedKind::Ancestor(_) => {}
        }
        self
    }
}
