//! Reads `oneOf` and `anyOf`: a value that has several alternatives.
//!
//! The alternatives are reduced to at most one for each JSON type, except for objects, which a property can tell apart. So the
//! type of a value selects its alternative.

mod merge;
mod tag;

use super::field::Location;
use super::json::{Json, Member};
use super::mistake::quoted;
use super::owned::{OwnedField, OwnedKind, OwnedOneOf, OwnedSelector};
use super::schema::{Keywords, Reader, decode_percent};
use super::types::Types;
use crate::model::{JsonType, Kind};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// An alternative.
struct Found<'t> {
    /// The index in the list of alternatives.
    index: usize,
    /// The name in `$defs`, if the alternative is a reference, or the name among the alternatives of an alternative.
    name: Option<Rc<str>>,
    /// The reference that the alternative is.
    reference: Option<&'t str>,
    /// Whether it is one of the alternatives of an alternative, of which exactly one may accept an object.
    is_one_of_several: bool,
    field: OwnedField,
}

impl Found<'_> {
    /// Returns the JSON type.
    fn json_type(&self) -> Option<JsonType> {
        self.field.kind.json_type()
    }

    fn is_any(&self) -> bool {
        matches!(self.field.kind, OwnedKind::Scalar(Kind::Any))
    }

    /// Returns a name for messages.
    fn shown(&self) -> String {
        match &self.name {
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
        if let (Some(nullable), None) = (keywords.get("nullable"), &declared) {
            if self.bool(nullable)? {
                let message = format!(
                    "`nullable` has no effect beside `{}`; add the alternative `{{\"type\": \"null\"}}`",
                    keyword.member.name
                );
                self.reject(nullable, message);
                return None;
            }
        }
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
        if found.is_empty() && !nullable {
            let message = "`type` excludes every alternative, so no value is valid";
            self.reject(keyword.member, message);
            return None;
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
                    index,
                    name: reference.and_then(|reference| definition_name(reference)),
                    reference: reference.map(|reference| &**reference),
                    is_one_of_several: false,
                    field,
                }),
                None => is_complete = false,
            }
        }
        is_complete.then_some(found)
    }

    /// Returns whether `null` is valid.
    fn accepts_null(&mut self, keyword: Keyword<'t>, found: &[Found<'t>]) -> Option<bool> {
        let mut accepting = found
            .iter()
            .filter(|one| one.field.nullable || one.is_any());
        if let (Some(one), Some(other), true) =
            (accepting.next(), accepting.next(), keyword.is_exclusive)
        {
            self.reject_overlap(keyword, one, other, "`null`");
            return None;
        }
        Some(found.iter().any(|one| one.field.nullable))
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
        if let Some(at) = found.iter().position(Found::is_any) {
            return self.reduce_to_any(keyword, found, at);
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
                let name = one.name.or_else(|| of.map(|of| Rc::from(of.name())));
                alternatives.push((name.unwrap_or_default(), one.field));
            }
        }
        Some((with_unique_names(alternatives), selector))
    }

    /// Reduces the alternatives to one that accepts any value.
    fn reduce_to_any(
        &mut self,
        keyword: Keyword<'t>,
        mut found: Vec<Found<'t>>,
        at: usize,
    ) -> Option<(Named, OwnedSelector)> {
        if let ([first, second, ..], true) = (&found[..], keyword.is_exclusive) {
            self.reject_overlap(keyword, first, second, "the same value");
            return None;
        }
        let any = Vec::from([(Rc::from("any"), found.swap_remove(at).field)]);
        Some((any, OwnedSelector::Type))
    }
}

/// Returns the name of a schema in `$defs` or `properties`.
fn definition_name(reference: &str) -> Option<Rc<str>> {
    let fragment = decode_percent(reference.strip_prefix('#')?)?;
    let (parent, name) = fragment.rsplit_once('/')?;
    let is_named = parent.ends_with("/$defs") || parent.ends_with("/properties");
    is_named.then(|| name.replace("~1", "/").replace("~0", "~").into())
}

/// Returns the alternatives of an alternative that has some itself.
fn flatten(mut one: Found<'_>) -> Vec<Found<'_>> {
    one.field.nullable = false;
    let OwnedKind::OneOf(one_of) = one.field.kind else {
        return Vec::from([one]);
    };
    let is_one_of_several = matches!(one_of.selector, OwnedSelector::One);
    let inner = one_of.alternatives.into_iter();
    let inner = inner.map(|(name, field)| Found {
        name: Some(name),
        is_one_of_several,
        field,
        ..one
    });
    inner.collect()
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

/// Replaces a name that another alternative has by the first free number from its index.
fn with_unique_names(alternatives: Named) -> Named {
    let mut names: BTreeSet<_> = alternatives
        .iter()
        .map(|(name, _)| Rc::clone(name))
        .collect();
    let mut used = BTreeSet::new();
    let alternatives = alternatives.into_iter().enumerate();
    alternatives
        .map(|(index, (name, field))| {
            if used.insert(Rc::clone(&name)) {
                return (name, field);
            }
            let mut numbers = (index..).map(|number| Rc::from(format!("{number}")));
            let free = numbers.find(|number| names.insert(Rc::clone(number)));
            (free.unwrap_or(name), field)
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
