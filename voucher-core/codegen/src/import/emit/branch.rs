//! Writes a set as one schema, or as one for each JSON type.

use super::super::set::{Arrays, Limit, Listed, Numbers, Set, Strings};
use super::{Emitter, add_notes};
use crate::json::{Json, Object};
use std::rc::Rc;
use voucher_definition::Decimal;

impl<'d> Emitter<'d> {
    /// Returns the schema of a set; `None` if no value is valid.
    pub(in super::super) fn set(&mut self, set: &Set<'d>, pointer: &Rc<str>) -> Option<Json> {
        let source = Some(Rc::clone(pointer));
        let mut schema = Object {
            source: source.clone(),
            ..Object::default()
        };
        let notes = set.all_notes();
        add_notes(&mut schema, &notes);
        if set.is_everything() {
            return Some(schema.into());
        }
        let mut branches = self.branches(set, pointer);
        let null = || Object::from_type("null");
        match branches.len() {
            0 if !set.null => return None,
            0 => schema.members.extend(null().members),
            1 => {
                let only = branches.pop().unwrap_or_default();
                if set.null && only.get("type").is_none() {
                    schema.set("anyOf", vec![Json::Object(only), null().into()]);
                } else {
                    for (name, value) in only.members {
                        schema.members.entry(name).or_insert(value);
                    }
                    if set.null {
                        schema.allow_null();
                    }
                }
            }
            _ => {
                branches.extend(set.null.then(null));
                write_several(&mut schema, branches, set.only_one);
            }
        }
        Some(schema.into())
    }

    /// Returns a schema for each type, without `null`.
    fn branches(&mut self, set: &Set<'d>, pointer: &Rc<str>) -> Vec<Object> {
        let mut branches = Vec::new();
        branches.extend(set.strings.as_ref().map(|strings| string(strings, pointer)));
        branches.extend(
            set.numbers
                .as_ref()
                .map(|numbers| self.number(numbers, pointer)),
        );
        if !set.bools.is_empty() {
            let mut schema = Object::from_type("boolean");
            if let [only] = set.bools[..] {
                schema.set("const", only);
            }
            branches.push(schema);
        }
        branches.extend(set.arrays.as_ref().map(|arrays| self.array(arrays)));
        branches.extend(self.objects(set, pointer));
        for branch in &mut branches {
            branch.source.get_or_insert_with(|| Rc::clone(pointer));
        }
        branches
    }

    fn array(&mut self, arrays: &Arrays<'d>) -> Object {
        let mut schema = Object::from_type("array");
        let mut max = arrays.max;
        if !arrays.items.is_empty() {
            match self.value(&arrays.items) {
                Some(items) => schema.set("items", items),
                // Only an empty array is valid.
                None => max = Some(0),
            }
        }
        if arrays.min > 0 {
            schema.set("minItems", Json::from(arrays.min));
        }
        if let Some(max) = max {
            schema.set("maxItems", Json::from(max));
        }
        if arrays.is_unique {
            schema.set("uniqueItems", true);
        }
        schema
    }

    fn number(&mut self, numbers: &Numbers, pointer: &Rc<str>) -> Object {
        let mut schema = Object::from_type(if numbers.is_integer {
            "integer"
        } else {
            "number"
        });
        if let Some(listed) = &numbers.listed {
            let is_integer =
                |one: &Listed| Decimal::parse(&one.value).is_some_and(Decimal::is_integer);
            if listed.iter().all(is_integer) {
                schema.set("type", "integer");
            } else if listed.len() > 1 {
                let note = "a definition can list integers only; other numbers are accepted";
                self.translator.lost(pointer, "enum", note);
                return schema;
            }
            list(&mut schema, listed, |value| Json::Number(value.into()));
            return schema;
        }
        let mut limit = |limit: &Option<Limit>, inclusive: &str, exclusive: &str| {
            let Some(limit) = limit else { return };
            let is_beyond =
                Decimal::parse(&limit.number).is_some_and(|number| number.truncated().is_none());
            // Every integer of 64 bits is within such a limit.
            if !(numbers.is_integer && is_beyond) {
                let name = if limit.is_exclusive {
                    exclusive
                } else {
                    inclusive
                };
                schema.set(name, Json::Number(limit.number.clone()));
            }
        };
        limit(&numbers.min, "minimum", "exclusiveMinimum");
        limit(&numbers.max, "maximum", "exclusiveMaximum");
        if let Some(multiple_of) = &numbers.multiple_of {
            schema.set("multipleOf", Json::Number(multiple_of.clone()));
        }
        schema
    }
}

fn string(strings: &Strings, _: &Rc<str>) -> Object {
    let mut schema = Object::from_type("string");
    if let Some(listed) = &strings.listed {
        list(&mut schema, listed, |value| Json::from(value));
        return schema;
    }
    if let Some(format) = &strings.format {
        schema.set("format", format.as_str());
    }
    if let Some(pattern) = &strings.pattern {
        schema.set("pattern", pattern.as_str());
    }
    if strings.min > 0 {
        schema.set("minLength", Json::from(strings.min));
    }
    if let Some(max) = strings.max {
        schema.set("maxLength", Json::from(max));
    }
    schema
}

/// Writes listed values: `const`, `enum`, or a `oneOf` if they have descriptions.
fn list(schema: &mut Object, listed: &[Listed], to_json: impl Fn(&str) -> Json) {
    let has_notes = |one: &Listed| one.description.is_some() || one.is_deprecated;
    match listed {
        [only] => schema.set("const", to_json(&only.value)),
        _ if listed.iter().any(has_notes) => {
            let constants = listed.iter().map(|one| {
                let mut constant = Object::default();
                constant.set("const", to_json(&one.value));
                if let Some(description) = &one.description {
                    constant.set("description", description.as_str());
                }
                if one.is_deprecated {
                    constant.set("deprecated", true);
                }
                constant.into()
            });
            schema.set("oneOf", constants.collect::<Vec<_>>());
            schema.remove("type");
        }
        _ => {
            let values = listed.iter().map(|one| to_json(&one.value));
            schema.set("enum", values.collect::<Vec<_>>());
        }
    }
}

/// Writes several types: as a list if they have no rules, else as alternatives.
fn write_several(schema: &mut Object, branches: Vec<Object>, only_one: bool) {
    if branches
        .iter()
        .all(|branch| branch.members.len() == 1 && branch.get("type").is_some())
    {
        let types = branches
            .into_iter()
            .filter_map(|mut branch| branch.remove("type"));
        schema.set("type", types.collect::<Vec<_>>());
        return;
    }
    let keyword = |branch: &Object| {
        ["anyOf", "oneOf"]
            .into_iter()
            .find(|keyword| branch.get(keyword).is_some())
    };
    let mut alternatives = Vec::new();
    for mut branch in branches {
        // The alternatives of an alternative are written beside the others.
        let is_plain = branch.get("discriminator").is_none();
        match keyword(&branch)
            .filter(|_| is_plain)
            .and_then(|keyword| branch.remove(keyword))
        {
            Some(Json::Array(inner)) => alternatives.extend(inner),
            _ => alternatives.push(branch.into()),
        }
    }
    schema.set(if only_one { "oneOf" } else { "anyOf" }, alternatives);
}

impl Object {
    /// Returns the schema of a type.
    pub(in super::super) fn from_type(name: &str) -> Self {
        let mut schema = Self::default();
        schema.set("type", name);
        schema
    }

    /// Makes `null` valid beside a type.
    fn allow_null(&mut self) {
        if let Some(constant) = self.remove("const") {
            self.set("enum", vec![constant]);
        }
        if let Some(Json::Array(values)) = self.members.get_mut("enum") {
            values.push(Json::Null);
        }
        if let Some(of) = self.members.get_mut("type") {
            *of = Json::Array(vec![of.clone(), Json::from("null")]);
        }
    }
}
