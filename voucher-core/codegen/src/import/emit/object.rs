//! Writes the rules of objects.

use super::super::document::Place;
use super::super::set::{Additional, Discriminator, Objects, Set};
use super::Emitter;
use crate::json::{Json, Object};
use std::collections::BTreeSet;
use std::rc::Rc;
use voucher_definition::rust_name;

impl<'d> Emitter<'d> {
    /// Returns the schema of the objects in a set; `None` if there are none.
    pub(super) fn objects(&mut self, set: &Set<'d>, pointer: &Rc<str>) -> Option<Object> {
        if let [only] = &set.objects[..] {
            return self.object(only, pointer);
        }
        let mut schemas = Vec::new();
        for one in &set.objects {
            let schema = match &one.reference {
                Some(target) => {
                    let mut reference = super::reference_to(&self.name_of(target), pointer);
                    if let Some(description) = &one.description {
                        reference.set("description", description.as_str());
                    }
                    reference
                }
                None => match self.object(one, pointer) {
                    Some(mut schema) => {
                        if let Some(description) = &one.description {
                            schema.set("description", description.as_str());
                        }
                        schema
                    }
                    None => continue,
                },
            };
            schemas.push(schema);
        }
        if schemas.len() < 2 {
            return schemas.pop();
        }
        Some(self.alternatives(schemas, set, pointer))
    }

    /// Returns the schema of several objects.
    fn alternatives(&mut self, schemas: Vec<Object>, set: &Set<'d>, pointer: &Rc<str>) -> Object {
        // A map among them accepts names that another one has.
        let is_map = |one: &Objects<'d>| {
            one.properties.is_empty()
                && one.required.is_empty()
                && one.additional != Additional::None
        };
        if set.objects.iter().any(is_map) {
            let note = "a map is one of several objects, which a definition cannot express; any object is accepted";
            self.translator
                .report
                .add(pointer, super::Outcome::Lost, note);
            return Object::from_type("object");
        }
        let mut schema = Object {
            source: Some(Rc::clone(pointer)),
            ..Object::default()
        };
        let schemas: Vec<Json> = schemas.into_iter().map(Json::Object).collect();
        let mapping = set
            .discriminator
            .as_ref()
            .and_then(|of| self.mapping(of, set));
        if let (Some(of), Some(mapping)) = (&set.discriminator, mapping) {
            schema.set("oneOf", schemas);
            let mut discriminator = Object::default();
            discriminator.set("propertyName", of.property.as_str());
            discriminator.set("mapping", mapping);
            schema.set("discriminator", discriminator);
            let note = "the property is required, and restricted to the value of its alternative";
            self.translator
                .report
                .add(&of.pointer, super::Outcome::Lost, note);
        } else {
            schema.set(if set.only_one { "oneOf" } else { "anyOf" }, schemas);
        }
        schema
    }

    /// Returns `mapping` of a discriminator; `None` if the alternatives are not its schemas.
    fn mapping(&mut self, of: &Discriminator<'d>, set: &Set<'d>) -> Option<Object> {
        let targets: Vec<_> = set
            .objects
            .iter()
            .map(|one| one.reference.clone())
            .collect::<Option<_>>()?;
        let mut mapping = Object::default();
        for (value, target) in &of.mapping {
            if targets.contains(target) {
                mapping.set(value.as_str(), format!("#/$defs/{}", self.name_of(target)));
            }
        }
        Some(mapping)
    }

    /// Returns the schema of an object; `None` if no object is valid.
    fn object(&mut self, rules: &Objects<'d>, pointer: &Rc<str>) -> Option<Object> {
        let mut schema = Object::from_type("object");
        schema.source = Some(Rc::clone(pointer));
        let mut rules = rules.clone();
        declare_required(&mut rules)?;
        let (mut properties, mut required) = (Object::default(), Vec::new());
        let is_closed = rules.additional == Additional::None;
        for (name, places) in &rules.properties {
            let is_required = rules.required.contains(name);
            match self.value(places) {
                Some(value) => {
                    let value = self.required(value, is_required, places);
                    properties.set(name.as_str(), value);
                }
                None if is_required => return None,
                // A closed object excludes it.
                None if is_closed => continue,
                None => {
                    let never = self.never_present(places);
                    properties.set(name.as_str(), never);
                }
            }
            if is_required {
                required.push(Json::from(name.as_str()));
            }
        }
        rename(&mut properties);
        let has_properties = !properties.members.is_empty();
        let has_groups = !rules.exactly_one.is_empty() || !rules.exclusive.is_empty();
        if has_properties || is_closed {
            if has_properties || has_groups {
                schema.set("properties", properties);
            }
            if !required.is_empty() {
                schema.set("required", required.clone());
            }
            self.lose_map_rules(&rules, pointer);
            write_counts(&mut schema, &rules, required.len(), is_closed);
            if is_closed {
                schema.set("additionalProperties", false);
            }
            write_groups(&mut schema, &rules);
        } else {
            self.map(&mut schema, &rules)?;
        }
        Some(schema)
    }

    /// Returns the schema of a property. One that a request needs is not read-only, whatever a schema for answers says, too.
    fn required(&mut self, value: Json, is_required: bool, places: &[Place<'d>]) -> Json {
        let Json::Object(mut schema) = value else {
            return value;
        };
        if is_required && self.translator.is_read_only(places) {
            schema.remove("readOnly");
            if schema.get("$ref").is_some() {
                schema.set("readOnly", false);
            }
            for place in places {
                if place.node.is_true("readOnly") {
                    let note = "left out, because the property is required";
                    self.translator.translated(&place.pointer, "readOnly", note);
                }
            }
        }
        schema.into()
    }

    /// Returns the schema of a property that no value is valid for, so that it cannot be present.
    fn never_present(&mut self, places: &[Place<'d>]) -> Object {
        if let Some(place) = places.first() {
            let note = "no value is valid, so it is written as a string with a pattern that does not match any";
            let report = &mut self.translator.report;
            report.add(&place.pointer, super::Outcome::Translated, note);
        }
        let mut schema = Object::from_type("string");
        schema.set("pattern", r"[^\s\S]");
        schema
    }

    /// Reports the rules of a map that a definition cannot have beside properties.
    fn lose_map_rules(&mut self, rules: &Objects<'d>, pointer: &Rc<str>) {
        let beside = "a definition cannot have it beside `properties`; other members are accepted";
        if let Additional::Schemas(places) = &rules.additional {
            for place in places {
                let report = &mut self.translator.report;
                report.add(&place.pointer, super::Outcome::Lost, beside);
            }
        }
        if rules.name_pattern.is_some() {
            self.translator.lost(pointer, "patternProperties", beside);
        }
        if let Some(names) = rules.names.first() {
            self.translator
                .report
                .add(&names.pointer, super::Outcome::Lost, beside);
        }
    }

    /// Writes a map, or any object.
    fn map(&mut self, schema: &mut Object, rules: &Objects<'d>) -> Option<()> {
        if let Additional::Schemas(places) = &rules.additional {
            match self.value(places) {
                Some(Json::Object(values)) if super::is_unrestricted(&values) => {}
                Some(values) => schema.set("additionalProperties", values),
                // Only an empty object is valid.
                None if rules.min > 0 => return None,
                None => {
                    schema.set("additionalProperties", false);
                    return Some(());
                }
            }
        }
        let mut names = rules.name_pattern.as_ref().map(|pattern| {
            let mut names = Object::from_type("string");
            names.set("pattern", pattern.as_str());
            Json::Object(names)
        });
        if !rules.names.is_empty() {
            let strings = self.names(&rules.names);
            if names.is_none() {
                names = strings;
            }
        }
        if let Some(names) = names {
            schema.set("propertyNames", names);
        }
        write_counts(schema, rules, 0, false);
        Some(())
    }

    /// Returns the schema of names, which are strings.
    fn names(&mut self, places: &[Place<'d>]) -> Option<Json> {
        let set = self.translator.set_of_all(places);
        let strings = Set {
            strings: set.strings,
            ..Set::nothing()
        };
        let first = places.first()?;
        self.set(&strings, &first.pointer)
    }
}

/// Adds the properties that are required and not declared. `None` if one cannot occur.
fn declare_required(rules: &mut Objects<'_>) -> Option<()> {
    for name in rules.required.clone() {
        let schemas = rules.member(&name)?.to_vec();
        rules.properties.entry(name).or_insert(schemas);
    }
    Some(())
}

/// Writes the number of members, unless it follows from the other rules.
fn write_counts(schema: &mut Object, rules: &Objects<'_>, required: usize, is_closed: bool) {
    if rules.min > required as u64 {
        schema.set("minProperties", Json::from(rules.min));
    }
    let is_implied = |max: u64| is_closed && max >= rules.properties.len() as u64;
    if let Some(max) = rules.max.filter(|max| !is_implied(*max)) {
        schema.set("maxProperties", Json::from(max));
    }
}

fn write_groups(schema: &mut Object, rules: &Objects<'_>) {
    let groups = [
        ("x-ravelin-exactly-one", &rules.exactly_one),
        ("x-ravelin-exclusive", &rules.exclusive),
    ];
    for (keyword, groups) in groups {
        if !groups.is_empty() {
            let groups = groups.iter().map(|group| {
                let names = group.iter().map(|name| Json::from(name.as_str()));
                Json::Array(names.collect())
            });
            schema.set(keyword, groups.collect::<Vec<_>>());
        }
    }
}

/// Renames the properties that would have the same Rust name.
pub(in super::super) fn rename(properties: &mut Object) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let names: Vec<_> = properties
        .members
        .keys()
        .map(|name| rust_name(name))
        .collect();
    let all: BTreeSet<_> = names.iter().cloned().collect();
    for (base, (_, schema)) in names.into_iter().zip(&mut properties.members) {
        if used.insert(base.clone()) {
            continue;
        }
        let mut numbers = 2_u32..;
        let free = numbers.find_map(|number| {
            let name = format!("{base}_{number}");
            (!all.contains(&name) && used.insert(name.clone())).then_some(name)
        });
        if let (Some(name), Some(schema)) = (free, schema.as_object_mut()) {
            schema.set("x-ravelin-rust-name", name);
        }
    }
}
