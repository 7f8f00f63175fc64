//! Finds the property that tells alternatives apart that are objects.

use super::merge::Flags;
use super::{Found, Keyword, Named, definition_name};
use crate::model::{Kind, Status};
use crate::read::json::{Json, Member};
use crate::read::mistake::quoted;
use crate::read::owned::{OwnedField, OwnedKind, OwnedObject, OwnedSelector};
use crate::read::schema::{Keywords, Reader};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::rc::Rc;
use alloc::vec::Vec;

impl<'t> Reader<'t> {
    /// Returns the alternatives that are objects, with their names, and how they are distinguished.
    pub(super) fn select_objects(
        &mut self,
        keyword: Keyword<'t>,
        keywords: &Keywords<'t>,
        mut group: Vec<Found<'t>>,
    ) -> Option<(Named, OwnedSelector)> {
        let is_free = |one: &Found<'_>| matches!(one.field.kind, OwnedKind::Scalar(Kind::Custom));
        // Those of an alternative with alternatives are already distinguished, or need not be.
        let mut indexes = group.iter().map(|one| one.index);
        let first = indexes.next();
        let has_several = indexes.any(|index| Some(index) != first);
        let is_exclusive = keyword.is_exclusive && has_several;
        let discriminator = keywords.get("discriminator");
        let needs_no_tag = !is_exclusive && discriminator.is_none();
        if let Some(free) = group.iter().position(is_free).filter(|_| needs_no_tag) {
            // It accepts what the others accept.
            let flags = Flags::of(&group);
            group = Vec::from([group.swap_remove(free).with_flags(flags)]);
        }
        if group.len() < 2 {
            let one = group.pop()?;
            let name = one.name.unwrap_or_else(|| Rc::from("object"));
            return Some((Vec::from([(name, one.field)]), OwnedSelector::Type));
        }
        if let Some(other) = group.iter().position(|one| one.object().is_none()) {
            self.reject_without_properties(keyword, is_exclusive, &group, other);
            return None;
        }
        let tag = match discriminator {
            Some(member) => Some(self.discriminator(keyword, member, &mut group)?),
            None => find_tag(&group),
        };
        let selector = match &tag {
            Some(tag) => OwnedSelector::Tag(Rc::clone(tag)),
            None => self.selector_without_tag(keyword, has_several, &group)?,
        };
        let named = group.into_iter().map(|one| {
            let tag = tag.as_ref().and_then(|tag| one.values_of(tag));
            let name = match tag.as_deref() {
                Some([only]) => Rc::clone(only),
                _ => match one.name {
                    Some(name) => name,
                    None => format!("{}", one.index).into(),
                },
            };
            (name, one.field)
        });
        let named = named.collect();
        Some((named, selector))
    }

    /// Returns how the alternatives are distinguished if no property does. `has_several` is whether they are not those of one
    /// alternative.
    fn selector_without_tag(
        &mut self,
        keyword: Keyword<'t>,
        has_several: bool,
        group: &[Found<'t>],
    ) -> Option<OwnedSelector> {
        let inner = group.iter().position(|one| one.is_one_of_several);
        if !has_several {
            return Some(match inner {
                Some(_) => OwnedSelector::One,
                None => OwnedSelector::Any,
            });
        }
        let mut indexes = BTreeSet::new();
        let again = group.iter().position(|one| !indexes.insert(one.index));
        let (confused, selector) = if keyword.is_exclusive {
            (again, OwnedSelector::One)
        } else {
            (inner, OwnedSelector::Any)
        };
        let Some(confused) = confused.and_then(|at| group.get(at)) else {
            return Some(selector);
        };
        let message = format!(
            "the alternative {} is an object of an alternative with alternatives, and others are objects, too; add a required \
             property with another `const` in each, or write all of them in one `oneOf` or `anyOf`",
            confused.shown(),
        );
        self.reject(keyword.member, message);
        None
    }

    /// Reports an alternative that is an object without `properties`, so that no property tells it apart.
    fn reject_without_properties(
        &mut self,
        keyword: Keyword<'t>,
        is_exclusive: bool,
        group: &[Found<'t>],
        at: usize,
    ) {
        let next = usize::from(at == 0);
        let (Some(one), Some(next)) = (group.get(at), group.get(next)) else {
            return;
        };
        if is_exclusive {
            self.reject_overlap(keyword, one, next, "an object");
            return;
        }
        let message = format!(
            "the alternatives {} and {} both accept objects; write one schema for them, or remove one",
            next.shown(),
            one.shown()
        );
        self.reject(keyword.member, message);
    }

    /// Reads `discriminator` of `OpenAPI`, and restricts the property that it names to the values of each alternative. The
    /// alternative in `defaultMapping` is moved to the end, and accepts all other values.
    fn discriminator(
        &mut self,
        keyword: Keyword<'t>,
        member: &'t Member,
        group: &mut Vec<Found<'t>>,
    ) -> Option<Rc<str>> {
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
        let mapped = self.mapped_values(member, mapping, group)?;
        let default = match member.node.member("defaultMapping") {
            Some(default) => Some(self.move_default(keyword, default, group)?),
            None => None,
        };
        let mut values = BTreeSet::new();
        for (index, one) in group.iter_mut().enumerate() {
            let name = one.name.clone().filter(|_| one.reference.is_some());
            let restricted = if Some(index) == default {
                one.require_tag(&tag, name.is_some_and(|name| mapped.contains_key(&name)))
            } else {
                let mapped = name.map(|name| match mapped.get(&name) {
                    Some(values) => values.clone(),
                    None => Vec::from([name]),
                });
                one.restrict_tag(&tag, mapped.unwrap_or_default(), &mut values)
            };
            if let Err(problem) = restricted {
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

    /// Returns the values that `mapping` has for each alternative.
    fn mapped_values(
        &mut self,
        member: &'t Member,
        mapping: &[Member],
        group: &[Found<'t>],
    ) -> Option<BTreeMap<Rc<str>, Vec<Rc<str>>>> {
        self.count_listed(member, mapping.len())?;
        let names: BTreeSet<_> = group.iter().filter_map(|one| one.name.as_deref()).collect();
        let mut mapped: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for value in mapping {
            let target = value.node.string().map(|target| &**target);
            let name = target.and_then(|target| {
                if target.contains('/') {
                    definition_name(target)
                } else {
                    Some(Rc::from(target))
                }
            });
            let Some(name) = name.filter(|name| names.contains(&**name)) else {
                let message = format!(
                    "{} of `mapping` does not lead to one of the alternatives; write the `$ref` of one",
                    quoted(&value.name)
                );
                self.reject(member, message);
                return None;
            };
            mapped.entry(name).or_default().push(Rc::clone(&value.name));
        }
        Some(mapped)
    }

    /// Moves the alternative that `defaultMapping` leads to behind the others, and returns its index.
    fn move_default(
        &mut self,
        keyword: Keyword<'t>,
        member: &'t Member,
        group: &mut Vec<Found<'t>>,
    ) -> Option<usize> {
        if keyword.is_exclusive {
            let message = "`defaultMapping` needs `anyOf`; a `oneOf` rejects a value that the default accepts, too";
            self.reject(member, message);
            return None;
        }
        let target = self.string(member)?;
        let name = if target.contains('/') {
            definition_name(&target)
        } else {
            Some(target)
        };
        let index = group
            .iter()
            .position(|one| one.name.is_some() && one.name == name);
        let Some(index) = index else {
            let message = "`defaultMapping` does not lead to one of the alternatives; write the `$ref` of one";
            self.reject(member, message);
            return None;
        };
        let default = group.remove(index);
        group.push(default);
        Some(group.len() - 1)
    }
}

/// Returns a required property that has other values in each alternative.
fn find_tag(group: &[Found<'_>]) -> Option<Rc<str>> {
    let fields = group.iter().map(|one| {
        let fields = one.object()?.fields.iter();
        Some(fields.map(|field| (&*field.name, field)).collect())
    });
    let fields: Vec<BTreeMap<&str, &OwnedField>> = fields.collect::<Option<_>>()?;
    let is_tag = |name: &&Rc<str>| {
        let mut values = BTreeSet::new();
        fields.iter().all(|fields| {
            let listed = fields.get(&***name).and_then(|field| field.tag_values());
            listed.is_some_and(|listed| listed.into_iter().all(|value| values.insert(value)))
        })
    };
    let first = group.first()?.object()?;
    first
        .fields
        .iter()
        .map(|field| &field.name)
        .find(is_tag)
        .cloned()
}

impl OwnedField {
    /// Returns the only values of a required property, as text.
    fn tag_values(&self) -> Option<Vec<Rc<str>>> {
        let is_certain = self.status == Status::Required && !self.nullable;
        self.listed()
            .filter(|values| is_certain && !values.is_empty())
    }
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

    /// Makes a property required, and restricts it to the values of this alternative. `mapped` are those in `mapping`, and
    /// `values` those of the other alternatives.
    fn restrict_tag(
        &mut self,
        name: &str,
        mapped: Vec<Rc<str>>,
        values: &mut BTreeSet<Rc<str>>,
    ) -> Result<(), &'static str> {
        let Some(property) = self.property_mut(name) else {
            return Err("has no such property; add it");
        };
        property.status = Status::Required;
        property.nullable = false;
        if property.listed().is_none() {
            if mapped.is_empty() {
                return Err(
                    "has no value of that property; add it to `mapping`, or write a `const`",
                );
            }
            let is_valid = |value: &Rc<str>| match property.kind {
                OwnedKind::Scalar(Kind::Any) => true,
                OwnedKind::Scalar(Kind::Text | Kind::Identifier) => {
                    property.broken_by(value).is_none()
                }
                _ => false,
            };
            if !mapped.iter().all(is_valid) {
                return Err(
                    "has a schema of that property that does not accept its value; write a `const`",
                );
            }
            property.kind = OwnedKind::Scalar(Kind::Enum);
            property.values = mapped;
            // Each value satisfies them.
            property.pattern = None;
            (property.min_length, property.max_length) = (0, u32::MAX);
        }
        let listed = property.listed().unwrap_or_default();
        if listed.is_empty() {
            return Err("accepts only `null` for that property; write a `const`");
        }
        if listed.into_iter().any(|value| !values.insert(value)) {
            return Err("shares a value of that property with another one; write other values");
        }
        Ok(())
    }

    /// Makes a property of the default alternative required. It accepts any string. `is_mapped` is whether `mapping` has values
    /// for it.
    fn require_tag(&mut self, name: &str, is_mapped: bool) -> Result<(), &'static str> {
        let Some(property) = self.property_mut(name) else {
            return Err("has no such property; add it");
        };
        let is_open = matches!(
            property.kind,
            OwnedKind::Scalar(Kind::Text | Kind::Identifier)
        );
        if is_mapped || !is_open {
            return Err(
                "of `defaultMapping` has listed values of that property; write `\"type\": \"string\"`",
            );
        }
        property.status = Status::Required;
        property.nullable = false;
        Ok(())
    }

    /// Returns the only values of a required property, as text.
    fn values_of(&self, name: &str) -> Option<Vec<Rc<str>>> {
        let mut fields = self.object()?.fields.iter();
        fields.find(|field| &*field.name == name)?.tag_values()
    }
}
