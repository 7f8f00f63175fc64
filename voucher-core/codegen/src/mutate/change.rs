//! Breaks the rules of one site of a body.

mod object;

use super::site::{Place, Site, place};
use super::wrong::{Wrong, wrong_types, wrong_values};
use super::{Mutant, Mutants, Mutation};
use crate::sample::{Content, Step};
use serde_json::{Map, Value};
use std::collections::HashSet;
use voucher_definition::{Array, Contents, MAX_LEVELS, OneOf, Rule, Selector};
use voucher_definition::{canonical, pointer};

/// A larger array or map is not generated.
const MAX_COUNT: u32 = 10_000;

/// How often another body is tried.
const ATTEMPTS: usize = 12;

/// A body that is nested more deeply cannot be parsed by `serde_json`.
const MAX_DEPTH: usize = 120;

/// A valid body, and a site in it.
struct Base {
    body: Value,
    place: Place,
}

impl Base {
    fn value(&self) -> &Value {
        self.body
            .pointer(&self.place.pointer)
            .unwrap_or(&Value::Null)
    }

    /// Returns the body with another value at the site.
    fn with(&self, value: Value) -> Value {
        let mut body = self.body.clone();
        if let Some(target) = body.pointer_mut(&self.place.pointer) {
            *target = value;
        }
        body
    }

    /// Returns the body with a changed object at the site.
    fn with_object(&self, change: impl FnOnce(&mut Map<String, Value>)) -> Value {
        let mut body = self.body.clone();
        let target = body.pointer_mut(&self.place.pointer);
        if let Some(members) = target.and_then(Value::as_object_mut) {
            change(members);
        }
        body
    }

    /// Returns the body with a changed array at the site.
    fn with_array(&self, change: impl FnOnce(&mut Vec<Value>)) -> Value {
        let mut body = self.body.clone();
        let target = body.pointer_mut(&self.place.pointer);
        if let Some(elements) = target.and_then(Value::as_array_mut) {
            change(elements);
        }
        body
    }
}

/// Bodies of which the first one that breaks a single rule is used.
struct Draft {
    mutation: Mutation,
    pointer: String,
    rule: Rule,
    bodies: Vec<Value>,
}

impl Mutants {
    /// Returns the mutants of a site.
    pub(super) fn of_site(&mut self, site: &Site) -> Vec<Mutant> {
        let Some(base) = self.base(&site.path) else {
            return Vec::new();
        };
        let mut drafts = Vec::new();
        missing(site, &base, &mut drafts);
        let mut wrong = Vec::new();
        if !site.is_alternative {
            wrong.extend(wrong_types(site.field));
        }
        wrong.extend(wrong_values(
            site.field,
            base.value(),
            &mut self.generator.random,
        ));
        for Wrong {
            mutation,
            rule,
            values,
        } in wrong
        {
            drafts.push(Draft {
                mutation,
                pointer: base.place.reported.clone(),
                rule: if site.is_tag { Rule::OneOf } else { rule },
                bodies: values.into_iter().map(|value| base.with(value)).collect(),
            });
        }
        match site.field.kind.contents() {
            Contents::None => {}
            Contents::Fields(object) => self.of_object(object, site, &base, &mut drafts),
            Contents::Elements(array) => self.of_array(array, site, &base, &mut drafts),
            Contents::Values(map) => self.of_map(map, site, &base, &mut drafts),
            Contents::Alternatives(one_of) => {
                no_alternative(one_of, &base, &mut drafts);
                drafts.extend(self.several_alternatives(one_of, site, &base));
            }
            Contents::Ancestor(_) => drafts.extend(self.too_deep(site)),
        }
        let any = site.any.and_then(|steps| {
            let path = site.path.get(..steps)?;
            place(&base.body, self.definition.body?, path)
        });
        self.finish(drafts, any.as_ref())
    }

    /// Returns the mutants that break exactly the announced rule.
    fn finish(&self, drafts: Vec<Draft>, any: Option<&Place>) -> Vec<Mutant> {
        let mut mutants: Vec<Mutant> = Vec::new();
        for draft in drafts {
            // A violation in an object that each alternative is tried for is reported there if only one alternative is close.
            let tried = any.map(|place| (place.reported.clone(), Rule::OneOf));
            let expected: Vec<_> = tried
                .into_iter()
                .chain([(draft.pointer, draft.rule)])
                .collect();
            let found = draft.bodies.into_iter().find_map(|body| {
                let violations = self.definition.check(&body).err()?;
                let first = violations.first();
                let found = (first.pointer().to_owned(), first.rule());
                let is_expected = violations.len() == 1 && expected.contains(&found);
                is_expected.then(|| (body, first.message().to_owned(), found))
            });
            mutants.extend(found.map(|(body, message, (pointer, rule))| Mutant {
                mutation: draft.mutation,
                pointer,
                rule,
                message,
                body,
            }));
        }
        mutants
    }

    /// Returns a valid body with a value at the end of the steps.
    fn base(&mut self, path: &[Step]) -> Option<Base> {
        let root = self.definition.body?;
        for attempt in 0..ATTEMPTS {
            let content = if attempt % 2 == 0 {
                Content::Least
            } else {
                Content::Mixed
            };
            let Some(body) = self.generator.generate(root, content, path) else {
                continue;
            };
            let place = place(&body, root, path)?;
            let is_there = body
                .pointer(&place.pointer)
                .is_some_and(|value| !value.is_null());
            if is_there && self.definition.check(&body).is_ok() {
                return Some(Base { body, place });
            }
        }
        None
    }

    /// Returns a valid body with a value after one more step.
    fn base_with(&mut self, path: &[Step], step: Step) -> Option<Base> {
        let longer: Vec<_> = path.iter().copied().chain([step]).collect();
        let base = self.base(&longer)?;
        let place = place(&base.body, self.definition.body?, path)?;
        Some(Base { place, ..base })
    }

    fn of_array(
        &mut self,
        array: &'static Array,
        site: &Site,
        base: &Base,
        drafts: &mut Vec<Draft>,
    ) {
        let reported = base.place.reported.clone();
        if let Some(less) = array.min.checked_sub(1) {
            let less = usize::try_from(less).unwrap_or(usize::MAX);
            drafts.push(Draft {
                mutation: Mutation::TooFewElements,
                pointer: reported.clone(),
                rule: Rule::Items,
                bodies: vec![base.with_array(|elements| elements.truncate(less))],
            });
        }
        let Some(base) = self.base_with(&site.path, Step::Element) else {
            return;
        };
        if array.max < MAX_COUNT {
            let more = usize::try_from(array.max).unwrap_or(usize::MAX) + 1;
            let elements = self.elements(array, &base, more);
            drafts.push(Draft {
                mutation: Mutation::TooManyElements,
                pointer: reported,
                rule: Rule::Items,
                bodies: vec![base.with(elements.into())],
            });
        }
        if array.unique {
            drafts.extend(duplicate(array, &base));
        }
    }

    /// Returns so many elements, which differ if they have to.
    fn elements(&mut self, array: &'static Array, base: &Base, count: usize) -> Vec<Value> {
        let mut elements = base.value().as_array().cloned().unwrap_or_default();
        if !array.unique {
            let first = elements.first().cloned().unwrap_or_default();
            elements.resize(count, first);
            return elements;
        }
        let canonical = |element: &Value| {
            let mut text = String::new();
            canonical::push_value(&mut text, element);
            text
        };
        let mut known: HashSet<_> = elements.iter().map(canonical).collect();
        for _ in 0..count.saturating_mul(ATTEMPTS) {
            if elements.len() >= count {
                break;
            }
            let element = self.generator.generate(array.element, Content::Mixed, &[]);
            elements.extend(element.filter(|element| known.insert(canonical(element))));
        }
        elements.truncate(count);
        elements
    }

    fn of_map(
        &mut self,
        map: &'static voucher_definition::Map,
        site: &Site,
        base: &Base,
        drafts: &mut Vec<Draft>,
    ) {
        let reported = base.place.reported.clone();
        let draft = |mutation, bodies| Draft {
            mutation,
            pointer: reported.clone(),
            rule: Rule::Members,
            bodies,
        };
        if let Some(less) = map.min.checked_sub(1) {
            let less = usize::try_from(less).unwrap_or(usize::MAX);
            let members = base.value().as_object().cloned().unwrap_or_default();
            let members: Map<_, _> = members.into_iter().take(less).collect();
            let body = base.with(members.into());
            drafts.push(draft(Mutation::TooFewMembers, vec![body]));
        }
        let Some(base) = self.base_with(&site.path, Step::Value) else {
            return;
        };
        let Some((key, value)) = base
            .value()
            .as_object()
            .and_then(|members| members.iter().next())
        else {
            return;
        };
        if map.max < MAX_COUNT {
            let body = self.with_more_members(map, &base, value);
            drafts.push(draft(Mutation::TooManyMembers, vec![body]));
        }
        let wrong = wrong_values(
            map.key,
            &Value::String(key.clone()),
            &mut self.generator.random,
        );
        let keys = wrong
            .into_iter()
            .flat_map(|wrong| wrong.values.into_iter().take(2));
        let keys = keys.filter_map(|key| Some((key.as_str()?.to_owned(), value.clone())));
        drafts.extend(keys.map(|(key, value)| Draft {
            mutation: Mutation::Key,
            pointer: pointer(
                &base.place.reported,
                if site.field.sensitive { "0" } else { &key },
            ),
            rule: Rule::Members,
            bodies: vec![base.with(Map::from_iter([(key, value)]).into())],
        }));
    }

    /// Returns a body with one member more than a map may have.
    fn with_more_members(
        &mut self,
        map: &'static voucher_definition::Map,
        base: &Base,
        value: &Value,
    ) -> Value {
        let more = usize::try_from(map.max).unwrap_or(usize::MAX) + 1;
        let mut members = base.value().as_object().cloned().unwrap_or_default();
        for _ in 0..more.saturating_mul(ATTEMPTS) {
            if members.len() >= more {
                break;
            }
            if let Some(Value::String(key)) = self.generator.key(map.key) {
                members.entry(key).or_insert_with(|| value.clone());
            }
        }
        base.with(members.into())
    }

    /// Returns a body in which a value contains itself once too often.
    fn too_deep(&mut self, site: &Site) -> Option<Draft> {
        let cycle = site.path.get(site.ancestor?..)?;
        let mut path = site.path.clone();
        for _ in 1..MAX_LEVELS {
            path.push(Step::Ancestor);
            path.extend(cycle);
        }
        path.push(Step::Ancestor);
        let root = self.definition.body?;
        let body = self.generator.generate(root, Content::Least, &path)?;
        let place = place(&body, root, &path)?;
        (place.pointer.matches('/').count() <= MAX_DEPTH).then(|| Draft {
            mutation: Mutation::TooDeep,
            pointer: place.reported,
            rule: Rule::Depth,
            bodies: vec![body],
        })
    }
}

fn missing(site: &Site, base: &Base, drafts: &mut Vec<Draft>) {
    let Some((parent, _)) = base.place.pointer.rsplit_once('/') else {
        return;
    };
    if site.object.is_none() || !(site.field.is_required() || site.is_tag) {
        return;
    }
    let mut body = base.body.clone();
    if let Some(members) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
        members.shift_remove(site.field.name);
    }
    drafts.push(Draft {
        mutation: Mutation::Missing,
        pointer: base.place.reported.clone(),
        rule: Rule::Required,
        bodies: vec![body],
    });
}

/// Repeats an element.
fn duplicate(array: &Array, base: &Base) -> Option<Draft> {
    let elements = base.value().as_array()?;
    let first = elements.first()?.clone();
    let (index, body) = if array.check_count(elements.len() + 1).is_ok() {
        (
            elements.len(),
            base.with_array(|elements| elements.push(first)),
        )
    } else {
        let body = base.with_array(|elements| {
            if let Some(second) = elements.get_mut(1) {
                *second = first;
            }
        });
        (1, body)
    };
    Some(Draft {
        mutation: Mutation::Duplicate,
        pointer: pointer(&base.place.reported, &index.to_string()),
        rule: Rule::Items,
        bodies: vec![body],
    })
}

/// Changes the property that selects an alternative, or what all alternatives require.
fn no_alternative(one_of: &OneOf, base: &Base, drafts: &mut Vec<Draft>) {
    match one_of.selector {
        Selector::Type => {}
        Selector::Tag(name) => {
            let mut values: Vec<Value> = vec!["unlisted".into(), i64::MAX.into()];
            if one_of.has_default() {
                values.remove(0);
            }
            drafts.push(Draft {
                mutation: Mutation::NoAlternative,
                pointer: pointer(&base.place.reported, name),
                rule: Rule::OneOf,
                bodies: values
                    .into_iter()
                    .map(|value| {
                        base.with_object(|members| {
                            members.insert(name.into(), value);
                        })
                    })
                    .collect(),
            });
        }
        Selector::Any | Selector::One => drafts.push(Draft {
            mutation: Mutation::NoAlternative,
            pointer: base.place.reported.clone(),
            rule: Rule::OneOf,
            bodies: vec![base.with(Map::new().into())],
        }),
    }
}
