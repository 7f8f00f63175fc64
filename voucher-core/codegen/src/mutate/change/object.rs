//! Changes of objects with defined fields, and of alternatives that are objects.

use super::{Base, Draft, MAX_COUNT, Mutants, Mutation, Site};
use crate::sample::Step;
use serde_json::{Map, Value};
use voucher_definition::{Field, Object, OneOf, Rule, Selector, pointer};

impl Mutants {
    pub(super) fn of_object(
        &mut self,
        object: &'static Object,
        site: &Site,
        base: &Base,
        drafts: &mut Vec<Draft>,
    ) {
        if object.is_closed {
            let mut names = ["unknownMember", "unknownMember2"].into_iter();
            if let Some(name) = names.find(|name| object.field(name).is_none()) {
                let reported = &base.place.reported;
                drafts.push(Draft {
                    mutation: Mutation::Unknown,
                    pointer: if site.field.sensitive {
                        reported.clone()
                    } else {
                        pointer(reported, name)
                    },
                    rule: Rule::Unknown,
                    bodies: vec![base.with_object(|members| {
                        members.insert(name.into(), true.into());
                    })],
                });
            }
        }
        self.counted(object, site, base, drafts);
        for group in object.exclusive {
            drafts.extend(self.exclusive(object, group, site));
        }
        for group in object.exactly_one {
            let body = base.with_object(|members| {
                members.retain(|name, _| !group.contains(&name.as_str()));
            });
            drafts.push(Draft {
                mutation: Mutation::NoneOf,
                pointer: base.place.reported.clone(),
                rule: Rule::Required,
                bodies: vec![body],
            });
        }
    }

    /// Removes members that are not required, or adds some, until there are too few or too many.
    fn counted(
        &mut self,
        object: &'static Object,
        site: &Site,
        base: &Base,
        drafts: &mut Vec<Draft>,
    ) {
        let draft = |mutation, body| Draft {
            mutation,
            pointer: base.place.reported.clone(),
            rule: Rule::Members,
            bodies: vec![body],
        };
        if let Some(less) = object.min_members.checked_sub(1) {
            let less = usize::try_from(less).unwrap_or(usize::MAX);
            let body = base.with_object(|members| {
                let is_needed = |name: &String| {
                    let field = object.field(name);
                    field.is_some_and(Field::is_required)
                };
                let names: Vec<_> = members.keys().cloned().collect();
                for name in names.iter().rev().filter(|name| !is_needed(name)) {
                    if members.len() > less {
                        members.shift_remove(name);
                    }
                }
            });
            drafts.push(draft(Mutation::TooFewMembers, body));
        }
        if object.max_members >= MAX_COUNT {
            return;
        }
        let more = usize::try_from(object.max_members).unwrap_or(usize::MAX) + 1;
        let mut others = Map::new();
        for (at, field) in object.fields.iter().enumerate() {
            let other = self.base_with(&site.path, Step::Field(at));
            let value = other.and_then(|other| other.value().get(field.name).cloned());
            others.extend(value.map(|value| (field.name.to_owned(), value)));
        }
        let unknown = (1..=more).map(|number| (format!("unknownMember{number}"), true.into()));
        others.extend(unknown.filter(|_| !object.is_closed));
        let body = base.with_object(|members| {
            for (name, value) in others {
                if members.len() < more {
                    members.entry(name).or_insert(value);
                }
            }
        });
        drafts.push(draft(Mutation::TooManyMembers, body));
    }

    /// Joins the members of objects of two alternatives of which exactly one may accept an object.
    pub(super) fn several_alternatives(
        &mut self,
        one_of: &'static OneOf,
        site: &Site,
        base: &Base,
    ) -> Option<Draft> {
        if one_of.selector != Selector::One {
            return None;
        }
        let mut objects = Vec::new();
        for at in 0..one_of.alternatives.len() {
            let base = self.base_with(&site.path, Step::Alternative(at));
            let value = base.map(|base| base.value().clone());
            if let Some(Value::Object(members)) = value {
                objects.push(members);
            }
        }
        let mut bodies: Vec<_> = objects.iter().cloned().map(Value::Object).collect();
        for (at, one) in objects.iter().enumerate() {
            for other in objects.iter().skip(at + 1) {
                let mut members = other.clone();
                members.extend(one.clone());
                bodies.push(members.into());
                let mut members = one.clone();
                members.extend(other.clone());
                bodies.push(members.into());
            }
        }
        Some(Draft {
            mutation: Mutation::SeveralAlternatives,
            pointer: base.place.reported.clone(),
            rule: Rule::OneOf,
            bodies: bodies.into_iter().map(|value| base.with(value)).collect(),
        })
    }

    /// Adds a second field of a group to a body with the first one.
    fn exclusive(
        &mut self,
        object: &'static Object,
        group: &[&'static str],
        site: &Site,
    ) -> Option<Draft> {
        let fields = object.fields.iter().enumerate();
        let fields = fields.filter(|(_, field)| group.contains(&field.name));
        let fields: Vec<_> = fields.collect();
        let mut drafts = fields.windows(2).filter_map(|pair| {
            let [(first, _), (second, field)] = pair else {
                return None;
            };
            let base = self.base_with(&site.path, Step::Field(*first))?;
            let other = self.base_with(&site.path, Step::Field(*second))?;
            let value = other.value().get(field.name)?.clone();
            let body = base.with_object(|members| {
                members.insert(field.name.into(), value);
            });
            Some(Draft {
                mutation: Mutation::Exclusive,
                pointer: pointer(&base.place.reported, field.name),
                rule: Rule::Exclusive,
                bodies: vec![body],
            })
        });
        drafts.next()
    }
}
