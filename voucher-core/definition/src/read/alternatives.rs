//! Reads `oneOf` and `anyOf`: a value that has several alternatives.
//!
//! The alternatives are reduced to at most one for each JSON type, except for objects, which a property can tell apart. So the
//! type of a value selects its alternative.

mod merge;
mod tag;

use super::field::Location;
use super::json::{Json, Member, Node};
use super::mistake::quoted;
use super::owned::{OwnedField, OwnedKind, OwnedOneOf, OwnedSelector};
use super::schema::{Keywords, Reader};
use super::types::Types;
use crate::model::{JsonType, Kind};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// An alternative.
#[derive(Clone)]
struct Found<'t> {
    /// The schema of the alternative, to report mistakes.
    schema: &'t Node,
    /// Its index in the list of alternatives.
    index: usize,
    field: OwnedField,
}

impl<'t> Found<'t> {
    /// Returns the name in `$defs`, if the alternative is a reference.
    fn definition_name(&self) -> Option<&'t str> {
        let reference = self.schema.member("$ref")?.node.string()?;
        reference.rsplit('/').next()
    }

    /// Returns the JSON type.
    fn json_type(&self) -> Option<JsonType> {
        self.field.kind.json_type()
    }

    /// Returns a name for messages.
    fn shown(&self) -> String {
        match self.definition_name() {
            Some(name) => quoted(name),
            None => format!("number {}", self.index),
        }
    }
}

/// Alternatives with their names.
type Named = Vec<(Rc<str>, OwnedField)>;

/// The keyword that lists the alternatives.
#[derive(Clone, Copy)]
struct Keyword<'t> {
    member: &'t Member,
    /// Whether exactly one alternative must accept a value: `oneOf`.
    is_exclusive: bool,
}

impl<'t> Reader<'t> {
    /// Reads the value of a field that has alternatives. `field` has everything else about the field.
    pub(super) fn read_alternatives(
        &mut self,
        keywords: &Keywords<'t>,
        field: OwnedField,
        location: &Location,
    ) -> Option<OwnedField> {
        let keyword = self.alternatives_keyword(keywords)?;
        let declared = match keywords.get("type") {
            Some(member) => Some(self.declared_types(member, keywords)?),
            None => None,
        };
        self.check_groups_keyword(keywords, &Types::Any);
        let found = self.read_each(keyword, location)?;
        let mut nullable = self.accepts_null(keyword, &found)?;
        let found: Vec<_> = found
            .into_iter()
            .filter(|one| !one.field.is_only_null())
            .flat_map(flatten)
            .collect();
        if let Some(Types::Only { types, null }) = declared {
            nullable &= null;
            self.check_declared(keyword, &found, &types)?;
        }
        let (alternatives, selector) = self.reduce(keyword, keywords, found)?;
        Some(finish(
            field,
            alternatives,
            selector,
            nullable,
            keywords.offsets(),
        ))
    }

    /// Returns the keyword that lists the alternatives, if nothing beside it restricts values.
    fn alternatives_keyword(&mut self, keywords: &Keywords<'t>) -> Option<Keyword<'t>> {
        let (member, is_exclusive) = match (keywords.get("oneOf"), keywords.get("anyOf")) {
            (Some(member), None) => (member, true),
            (None, Some(member)) => (member, false),
            (Some(_), Some(member)) => {
                self.reject(
                    member,
                    "`oneOf` and `anyOf` are mutually exclusive; remove one",
                );
                return None;
            }
            (None, None) => return None,
        };
        let beside = Self::beside_alternatives(keywords).or(keywords.get("x-ravelin-kind"));
        if let Some(beside) = beside {
            let message = format!(
                "`{}` beside `{}` is not supported; write it in each alternative",
                beside.name, member.name
            );
            self.reject(beside, message);
            return None;
        }
        Some(Keyword {
            member,
            is_exclusive,
        })
    }

    fn read_each(&mut self, keyword: Keyword<'t>, location: &Location) -> Option<Vec<Found<'t>>> {
        let Json::Array(schemas) = &keyword.member.node.value else {
            self.reject_value(keyword.member, "an array of schemas");
            return None;
        };
        if schemas.is_empty() {
            let message = format!("`{}` is empty, so no value is valid", keyword.member.name);
            self.reject(keyword.member, message);
            return None;
        }
        self.count_listed(keyword.member, schemas.len())?;
        let (mut found, mut references) = (Vec::new(), BTreeSet::new());
        let mut is_complete = true;
        for (index, schema) in schemas.iter().enumerate() {
            let reference = schema
                .member("$ref")
                .and_then(|member| member.node.string());
            if !keyword.is_exclusive && reference.is_some_and(|name| !references.insert(name)) {
                continue;
            }
            match self.field(schema, &location.alternative(schema.at)) {
                Some(field) => found.push(Found {
                    schema,
                    index,
                    field,
                }),
                None => is_complete = false,
            }
        }
        is_complete.then_some(found)
    }

    /// Returns whether `null` is valid.
    fn accepts_null(&mut self, keyword: Keyword<'t>, found: &[Found<'t>]) -> Option<bool> {
        let mut accepting = found.iter().filter(|one| one.field.nullable);
        match (accepting.next(), accepting.next()) {
            (Some(one), Some(other)) if keyword.is_exclusive => {
                self.reject_overlap(keyword, one, other, "`null`");
                None
            }
            (first, _) => Some(first.is_some()),
        }
    }

    /// Reports an alternative that has another type than `type`.
    fn check_declared(
        &mut self,
        keyword: Keyword<'t>,
        found: &[Found<'t>],
        types: &[JsonType],
    ) -> Option<()> {
        let is_valid = |one: &&Found<'_>| {
            one.json_type().is_some_and(|of| {
                let is_number = of == JsonType::Integer && types.contains(&JsonType::Number);
                is_number || types.contains(&of)
            })
        };
        let Some(other) = found.iter().find(|one| !is_valid(one)) else {
            return Some(());
        };
        let message = format!(
            "the alternative {} has another type than `type`; remove one of them",
            other.shown()
        );
        self.reject(keyword.member, message);
        None
    }

    /// Reports two alternatives of `oneOf` that accept the same value.
    fn reject_overlap(
        &mut self,
        keyword: Keyword<'t>,
        one: &Found<'t>,
        other: &Found<'t>,
        value: &str,
    ) {
        let message = format!(
            "the alternatives {} and {} can both accept {value}, and `oneOf` then rejects it; write `anyOf`, or make them differ",
            one.shown(),
            other.shown()
        );
        self.reject(keyword.member, message);
    }

    /// Reduces the alternatives to at most one for each JSON type other than objects.
    fn reduce(
        &mut self,
        keyword: Keyword<'t>,
        keywords: &Keywords<'t>,
        found: Vec<Found<'t>>,
    ) -> Option<(Named, OwnedSelector)> {
        let is_unknown = |one: &&Found<'_>| matches!(&one.field.kind, OwnedKind::Ancestor(ancestor) if !ancestor.is_object);
        if let Some(unknown) = found.iter().find(is_unknown).filter(|_| found.len() > 1) {
            let message = format!(
                "the alternative {} refers to a schema around it that is not of an object; write its alternatives here",
                unknown.shown()
            );
            self.reject(keyword.member, message);
            return None;
        }
        if let Some(any) = found.iter().find(|one| one.json_type().is_none()) {
            let other = found.iter().find(|other| other.index != any.index);
            if let (Some(other), true) = (other, keyword.is_exclusive) {
                let (any, other) = (any.clone(), other.clone());
                self.reject_overlap(keyword, &any, &other, "the same value");
                return None;
            }
            let any = Vec::from([(Rc::from("any"), any.field.clone())]);
            return Some((any, OwnedSelector::Type));
        }
        let mut alternatives = Vec::new();
        let mut selector = OwnedSelector::Type;
        for group in by_type(found) {
            let of = group.first().and_then(Found::json_type);
            if of == Some(JsonType::Object) {
                let (objects, by) = self.select_objects(keyword, keywords, group)?;
                selector = by;
                alternatives.extend(objects);
            } else {
                let one = self.merge(keyword, group)?;
                let name = one.definition_name().or(of.map(JsonType::name));
                alternatives.push((Rc::from(name.unwrap_or_default()), one.field));
            }
        }
        Some((with_unique_names(alternatives), selector))
    }
}

/// Returns the alternatives of an alternative that has some itself.
fn flatten(one: Found<'_>) -> Vec<Found<'_>> {
    let Found {
        schema,
        index,
        mut field,
    } = one;
    field.nullable = false;
    let OwnedKind::OneOf(one_of) = field.kind else {
        return Vec::from([Found {
            schema,
            index,
            field,
        }]);
    };
    let inner = one_of.alternatives.into_iter();
    inner
        .map(|(_, field)| Found {
            schema,
            index,
            field,
        })
        .collect()
}

/// Groups alternatives by their JSON type, in the order of their first occurrence. Integers are numbers.
fn by_type(found: Vec<Found<'_>>) -> Vec<Vec<Found<'_>>> {
    let group_of = |one: &Found<'_>| match one.json_type() {
        Some(JsonType::Integer) => Some(JsonType::Number),
        of => of,
    };
    let mut groups: Vec<Vec<Found<'_>>> = Vec::new();
    for one in found {
        let of = group_of(&one);
        let group = groups
            .iter_mut()
            .find(|group| group.first().map(group_of) == Some(of));
        match group {
            Some(group) => group.push(one),
            None => groups.push(Vec::from([one])),
        }
    }
    groups
}

/// Replaces a name that another alternative has by the index.
fn with_unique_names(alternatives: Named) -> Named {
    let mut names = BTreeSet::new();
    let alternatives = alternatives.into_iter().enumerate();
    alternatives
        .map(|(index, (name, field))| {
            let is_new = names.insert(Rc::clone(&name));
            let name = if is_new {
                name
            } else {
                format!("{index}").into()
            };
            (name, field)
        })
        .collect()
}

/// Returns the field with the value of its only alternative, or with several.
fn finish(
    field: OwnedField,
    mut alternatives: Named,
    selector: OwnedSelector,
    nullable: bool,
    schemas: Vec<usize>,
) -> OwnedField {
    let value = match alternatives.len() {
        // Only `null` is valid.
        0 => field.clone().of_kind(Kind::Enum),
        1 => alternatives.remove(0).1.described_by(schemas),
        _ => OwnedField {
            kind: OwnedKind::OneOf(OwnedOneOf::new(alternatives, selector, schemas)),
            ..field.clone()
        },
    };
    let description = if field.description.is_empty() {
        Rc::clone(&value.description)
    } else {
        field.description
    };
    OwnedField {
        name: field.name,
        rust_name: field.rust_name,
        parent: field.parent,
        nullable,
        status: field.status,
        evidence: field.evidence,
        sensitive: field.sensitive || value.sensitive,
        deprecated: field.deprecated || value.deprecated,
        read_only: field.read_only || value.read_only,
        description,
        source: field.source,
        ..value
    }
}
