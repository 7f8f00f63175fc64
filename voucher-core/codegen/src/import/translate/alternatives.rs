//! `oneOf` and `anyOf`.

use super::super::document::Place;
use super::super::merge::{Losses, MAX_ALTERNATIVES};
use super::super::set::{Discriminator, Objects, Set};
use super::Translator;
use super::object::{declare, only_required};
use crate::json::{Json, join};
use std::collections::HashSet;

/// The maximum number of alternatives that are compared with each other.
const MAX_COMPARED: usize = 128;

impl<'d> Translator<'d> {
    /// Restricts a set to the values of `anyOf` and of `oneOf`.
    pub(super) fn intersect_alternatives(
        &mut self,
        place: &Place<'d>,
        mut set: Set<'d>,
    ) -> Set<'d> {
        for keyword in ["anyOf", "oneOf"] {
            let Some(alternatives) = place.child(keyword) else {
                continue;
            };
            let schemas: Vec<_> = alternatives.elements().collect();
            if schemas.is_empty() {
                self.lost(
                    &place.pointer,
                    keyword,
                    "expected an array of schemas; left out",
                );
                continue;
            }
            if schemas.len() > MAX_COMPARED {
                let note = format!("there are more than {MAX_COMPARED} alternatives; left out");
                self.lost(&place.pointer, keyword, note);
                continue;
            }
            if keyword == "oneOf" {
                if let Some(grouped) = self.exactly_one(place, &schemas, &set) {
                    set = grouped;
                    continue;
                }
            }
            set = self.unite(place, keyword, &schemas, &set);
        }
        set
    }

    /// Writes a `oneOf` whose alternatives only require different properties as a group.
    fn exactly_one(
        &mut self,
        place: &Place<'d>,
        schemas: &[Place<'d>],
        set: &Set<'d>,
    ) -> Option<Set<'d>> {
        let names = schemas
            .iter()
            .map(|schema| match &only_required(schema.node)?[..] {
                [name] => Some(name.clone()),
                _ => None,
            });
        let names: Vec<_> = names.collect::<Option<_>>()?;
        let distinct: HashSet<_> = names.iter().collect();
        let is_object = !set.null && set.types().all(|of| of == super::super::set::Type::Object);
        if names.len() < 2 || distinct.len() < names.len() || names.len() > 64 || !is_object {
            return None;
        }
        let mut set = set.clone();
        for object in &mut set.objects {
            if names.iter().any(|name| object.member(name).is_none()) {
                return None;
            }
            for name in &names {
                declare(object, name);
            }
            object.exactly_one.push(names.clone());
            object.reference = None;
        }
        set.reference = None;
        self.translated(
            &place.pointer,
            "oneOf",
            "written as `x-ravelin-exactly-one`",
        );
        Some(set)
    }

    /// Returns the values of a set that are in one of several alternatives.
    fn unite(
        &mut self,
        place: &Place<'d>,
        keyword: &str,
        schemas: &[Place<'d>],
        set: &Set<'d>,
    ) -> Set<'d> {
        let pointer = join(&place.pointer, keyword);
        let mut alternatives = Vec::new();
        for schema in schemas {
            let mut losses = Losses::new();
            let mut one = set.clone();
            one.notes = super::super::set::Notes::default();
            let mut one = one.intersect(Set::clone(&self.set_of(schema)), &mut losses);
            self.lost_all(&schema.pointer, losses);
            if one.imply_types(schema.node.is_true("nullable")) {
                self.report_implied(&schema.pointer);
            }
            one.describe_listed();
            if !one.is_nothing() {
                alternatives.push(one.with_named_objects());
            }
        }
        let is_ambiguous = keyword == "oneOf" && self.has_overlap(&alternatives);
        let only_one = is_ambiguous
            && place.node.get("discriminator").is_none()
            && can_be_counted(&alternatives)
            && schemas.iter().all(|schema| self.is_exact(schema));
        let nulls = alternatives.iter().filter(|one| one.null).count();
        let mut losses = Losses::new();
        let mut united = Set::nothing();
        for one in alternatives {
            united = united.union(one, &mut losses);
        }
        // `null` in two alternatives of `oneOf` is valid for neither.
        united.null &= keyword == "anyOf" || nulls == 1;
        if united.objects.len() > MAX_ALTERNATIVES {
            united.objects.clone_from(&set.objects);
            losses.push("there are too many alternatives, so they are left out");
        }
        united.notes = set.notes.clone();
        united.only_one |= only_one && united.objects.len() > 1;
        self.counts_alternatives |= united.only_one;
        self.report_united(
            place,
            keyword,
            schemas,
            &mut united,
            is_ambiguous && !only_one,
        );
        self.lost_all(&pointer, losses);
        united
    }

    pub(in super::super) fn report_implied(&mut self, pointer: &str) {
        let note = "has no `type`, but rules of one; values of other types, which these rules do not exclude, are rejected";
        self.report.add(pointer, super::Outcome::Translated, note);
    }

    /// Reports what became of the alternatives, and keeps the discriminator if it is needed.
    fn report_united(
        &mut self,
        place: &Place<'d>,
        keyword: &str,
        schemas: &[Place<'d>],
        united: &mut Set<'d>,
        is_ambiguous: bool,
    ) {
        let discriminator = place.child("discriminator");
        if is_ambiguous && united.objects.len() > 1 {
            united.discriminator = discriminator
                .as_ref()
                .and_then(|of| discriminator_of(self, of, schemas));
        }
        if discriminator.is_some() && united.discriminator.is_none() {
            let note = "restricts nothing, because the alternatives are distinguished without it; left out";
            self.translated(&place.pointer, "discriminator", note);
        }
        if is_ambiguous && united.discriminator.is_none() {
            let note = "nothing shows that a value is valid for one alternative only, so one that is valid for several is accepted";
            self.lost(&place.pointer, keyword, note);
        } else if is_ambiguous {
            let note = "the property of `discriminator` selects an alternative, so one that is valid for several is accepted";
            self.lost(&place.pointer, keyword, note);
        } else {
            self.translated(
                &place.pointer,
                keyword,
                "written with one schema for each JSON type or object",
            );
        }
    }

    /// Returns whether the definition accepts the same values as a schema, as far as an earlier import shows it.
    fn is_exact(&self, schema: &Place<'d>) -> bool {
        let (mut seen, mut open) = (HashSet::new(), vec![schema.clone()]);
        while let Some(root) = open.pop() {
            if self.known_losses.is_empty() {
                return true;
            }
            if !seen.insert(root.id()) {
                continue;
            }
            let is_within = |loss: &String| {
                let rest = loss.strip_prefix(&*root.pointer);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if self.known_losses.iter().any(is_within) {
                return false;
            }
            for reference in references(root.node) {
                open.extend(self.document.resolve(&root.pointer, reference).ok());
            }
        }
        true
    }

    /// Returns whether a value may be in two of the alternatives. `null` is not looked at.
    fn has_overlap(&mut self, alternatives: &[Set<'d>]) -> bool {
        alternatives.iter().enumerate().any(|(at, one)| {
            let mut others = alternatives.iter().skip(at + 1);
            others.any(|other| {
                one.overlap(other, |one, other| self.are_disjoint(one, other))
                    .is_some()
            })
        })
    }

    /// Returns whether no object satisfies both rules, as far as a required property shows it.
    fn are_disjoint(&mut self, one: &Objects<'d>, other: &Objects<'d>) -> bool {
        if one.required.len() + other.required.len() > MAX_COMPARED {
            return false;
        }
        one.required.union(&other.required).any(|name| {
            let (Some(first), Some(second)) = (one.member(name), other.member(name)) else {
                return true;
            };
            // Without rules, every value is valid.
            if first.is_empty() || second.is_empty() {
                return false;
            }
            let first = self.set_of_all(first);
            let second = self.set_of_all(second);
            let is_null_in_both = first.null && second.null;
            !is_null_in_both && first.overlap(&second, |_, _| false).is_none()
        })
    }
}

/// Returns whether a definition can count the alternatives that accept an object: they overlap in nothing else, and each is one
/// object with its properties.
fn can_be_counted(alternatives: &[Set<'_>]) -> bool {
    let mut all: Vec<&Objects<'_>> = Vec::new();
    for (at, one) in alternatives.iter().enumerate() {
        let mut others = alternatives.iter().skip(at + 1);
        if others.any(|other| one.overlap(other, |_, _| true).is_some()) {
            return false;
        }
        match &one.objects[..] {
            [] => {}
            [only] if only.has_members() && !all.contains(&only) => all.push(only),
            _ => return false,
        }
    }
    all.len() <= MAX_ALTERNATIVES
}

/// Returns the references in a schema.
fn references(node: &Json) -> Vec<&str> {
    let (mut found, mut open) = (Vec::new(), vec![node]);
    while let Some(node) = open.pop() {
        match node {
            Json::Object(object) => {
                for (name, value) in &object.members {
                    match value.as_str() {
                        Some(reference) if name.ends_with("ef") => found.push(reference),
                        _ => open.push(value),
                    }
                }
            }
            Json::Array(elements) => open.extend(elements),
            _ => {}
        }
    }
    found
}

/// Returns what `discriminator` says about the alternatives.
fn discriminator_of<'d>(
    translator: &mut Translator<'d>,
    place: &Place<'d>,
    schemas: &[Place<'d>],
) -> Option<Discriminator<'d>> {
    let property = place.node.str("propertyName")?.to_owned();
    let document = translator.document;
    let targets: Vec<_> = schemas
        .iter()
        .filter_map(|schema| {
            let reference = schema.node.str("$ref")?;
            let target = document.resolve(&schema.pointer, reference).ok()?;
            Some((reference.rsplit('/').next().unwrap_or(reference), target))
        })
        .collect();
    if targets.len() < schemas.len() {
        return None;
    }
    let mut mapping = Vec::new();
    let members = place
        .node
        .get("mapping")
        .and_then(Json::as_object)
        .into_iter()
        .flat_map(|of| &of.members);
    for (value, target) in members {
        let name = target.as_str().unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or(name);
        let target = targets.iter().find(|(of, _)| *of == name);
        if let Some((_, target)) = target {
            mapping.push((value.clone(), target.clone()));
        }
    }
    for (name, target) in targets {
        if !mapping.iter().any(|(_, mapped)| *mapped == target) {
            mapping.push((name.into(), target));
        }
    }
    let pointer = place.pointer.clone();
    Some(Discriminator {
        property,
        mapping,
        pointer,
    })
}

impl Set<'_> {
    /// Describes the only listed value of an alternative by the description of the alternative.
    fn describe_listed(&mut self) {
        let notes = self.all_notes();
        let lists = [
            self.strings
                .as_mut()
                .and_then(|strings| strings.listed.as_mut()),
            self.numbers
                .as_mut()
                .and_then(|numbers| numbers.listed.as_mut()),
        ];
        for list in lists.into_iter().flatten() {
            if let [only] = &mut list[..] {
                only.description = only.description.take().or(notes.description.clone());
                only.is_deprecated |= notes.is_deprecated;
            }
        }
    }
}
