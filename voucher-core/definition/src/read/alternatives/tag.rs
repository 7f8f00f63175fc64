//! Finds the property that tells alternatives apart that are objects.

use super::{Found, Keyword, Named};
use crate::model::{Kind, Status};
use crate::read::json::{Json, Member};
use crate::read::mistake::quoted;
use crate::read::owned::{OwnedField, OwnedKind, OwnedObject, OwnedSelector};
use crate::read::schema::{Keywords, Reader};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

impl<'t> Reader<'t> {
    /// Returns the alternatives that are objects, with their names, and how they are told apart.
    pub(super) fn select_objects(
        &mut self,
        keyword: Keyword<'t>,
        keywords: &Keywords<'t>,
        mut group: Vec<Found<'t>>,
    ) -> Option<(Named, OwnedSelector)> {
        let is_free = |one: &&Found<'_>| matches!(one.field.kind, OwnedKind::Scalar(Kind::Custom));
        if let Some(free) = group.iter().find(is_free).filter(|_| !keyword.is_exclusive) {
            // It accepts what the others accept.
            group = Vec::from([free.clone()]);
        }
        if let [one] = &group[..] {
            let name = one.definition_name().unwrap_or("object");
            return Some((
                Vec::from([(Rc::from(name), one.field.clone())]),
                OwnedSelector::Type,
            ));
        }
        if let Some(other) = group.iter().position(|one| one.object().is_none()) {
            let next = usize::from(other == 0);
            if let (Some(one), Some(next)) = (group.get(other), group.get(next)) {
                self.reject_overlap(keyword, one, next, "an object");
            }
            return None;
        }
        let tag = match keywords.get("discriminator") {
            Some(member) => Some(self.discriminator(member, &mut group)?),
            None => find_tag(&group),
        };
        if tag.is_none() && keyword.is_exclusive {
            if let [one, other, ..] = &group[..] {
                let message = format!(
                    "the alternatives {} and {} of `oneOf` cannot be told apart; add a required property with another `const` \
                     in each alternative, or write `anyOf`",
                    one.shown(),
                    other.shown()
                );
                self.reject(keyword.member, message);
            }
            return None;
        }
        let named = group.into_iter().map(|one| {
            let tag = tag.as_ref().and_then(|tag| one.values_of(tag));
            let name = match tag.as_deref() {
                Some([only]) => Rc::clone(only),
                _ => match one.definition_name() {
                    Some(name) => Rc::from(name),
                    None => format!("{}", one.index).into(),
                },
            };
            (name, one.field)
        });
        let named = named.collect();
        Some((named, tag.map_or(OwnedSelector::Any, OwnedSelector::Tag)))
    }

    /// Reads `discriminator` of `OpenAPI`, and restricts the property that it names to the values of each alternative.
    fn discriminator(&mut self, member: &'t Member, group: &mut [Found<'t>]) -> Option<Rc<str>> {
        let Some(name) = member.node.member("propertyName") else {
            let message = "missing `propertyName`; add the name of the property that tells the alternatives apart";
            self.reject(member, message);
            return None;
        };
        let tag = self.string(name)?;
        let mapping = member.node.member("mapping");
        let mapping = match mapping.map(|mapping| &mapping.node.value) {
            None => &[][..],
            Some(Json::Object(object)) => &object.members[..],
            Some(_) => {
                self.reject(
                    member,
                    "expected an object in `mapping`, from values to schemas",
                );
                return None;
            }
        };
        let mut values = BTreeSet::new();
        for one in group {
            if let Err(problem) = one.restrict_tag(&tag, mapping, &mut values) {
                let message = format!(
                    "the property {} selects an alternative, but the alternative {} {problem}",
                    quoted(&tag),
                    one.shown()
                );
                self.reject(member, message);
                return None;
            }
        }
        Some(tag)
    }
}

/// Returns the values that `mapping` has for an alternative, or else the name of its schema.
fn mapped_values(one: &Found<'_>, mapping: &[Member]) -> Vec<Rc<str>> {
    let Some(name) = one.definition_name() else {
        return Vec::new();
    };
    let is_of = |member: &&Member| {
        let target = member.node.string();
        target.is_some_and(|target| target.rsplit('/').next() == Some(name))
    };
    let mapped = mapping.iter().filter(is_of);
    let mapped: Vec<_> = mapped.map(|member| Rc::clone(&member.name)).collect();
    if mapped.is_empty() {
        return Vec::from([Rc::from(name)]);
    }
    mapped
}

/// Returns a required property that has other values in each alternative.
fn find_tag(group: &[Found<'_>]) -> Option<Rc<str>> {
    let first = group.first()?.object()?;
    let is_tag = |name: &&Rc<str>| {
        let mut values = BTreeSet::new();
        group.iter().all(|one| {
            let listed = one.values_of(name);
            listed.is_some_and(|listed| listed.into_iter().all(|value| values.insert(value)))
        })
    };
    first
        .fields
        .iter()
        .map(|field| &field.name)
        .find(is_tag)
        .cloned()
}

impl Found<'_> {
    fn object(&self) -> Option<&OwnedObject> {
        match &self.field.kind {
            OwnedKind::Object(object) => Some(object),
            _ => None,
        }
    }

    fn property_mut(&mut self, name: &str) -> Option<&mut OwnedField> {
        match &mut self.field.kind {
            OwnedKind::Object(object) => {
                object.fields.iter_mut().find(|field| &*field.name == name)
            }
            _ => None,
        }
    }

    /// Makes a property required, and restricts it to the values of this alternative. `values` are those of the others.
    fn restrict_tag(
        &mut self,
        name: &str,
        mapping: &[Member],
        values: &mut BTreeSet<Rc<str>>,
    ) -> Result<(), &'static str> {
        let mapped = mapped_values(self, mapping);
        let Some(property) = self.property_mut(name) else {
            return Err("has no such property; add it");
        };
        property.status = Status::Required;
        if property.listed().is_none() {
            property.kind = OwnedKind::Scalar(Kind::Enum);
            property.values = mapped;
        }
        let listed = property.listed().unwrap_or_default();
        if listed.is_empty() {
            return Err("has no value of that property; add it to `mapping`, or write a `const`");
        }
        if listed.into_iter().any(|value| !values.insert(value)) {
            return Err("shares a value of that property with another one; write other values");
        }
        Ok(())
    }

    /// Returns the only values of a required property, as text.
    fn values_of(&self, name: &str) -> Option<Vec<Rc<str>>> {
        let mut fields = self.object()?.fields.iter();
        let field = fields.find(|field| &*field.name == name)?;
        let is_certain = field.status == Status::Required && !field.nullable;
        field
            .listed()
            .filter(|values| is_certain && !values.is_empty())
    }
}
