//! The rules of objects.

use super::super::document::Place;
use super::super::set::{Additional, Objects};
use super::Translator;
use crate::json::Json;
use indexmap::{IndexMap, IndexSet};

/// The maximum number of references from a property to what says that it is read-only.
const MAX_REFERENCES: usize = 8;

/// Patterns of names that match every name.
const ANY_NAME: [&str; 8] = [
    "",
    ".*",
    "^.*$",
    "^.*",
    ".*$",
    "^",
    "[\\s\\S]*",
    "^[\\s\\S]*$",
];

impl<'d> Translator<'d> {
    /// Returns the rules of the objects that a schema accepts; `None` if it accepts none.
    pub(super) fn objects(&mut self, place: &Place<'d>) -> Option<Objects<'d>> {
        let mut objects = Objects {
            properties: self.properties(place),
            required: self.required(place),
            additional: self.additional(place),
            min: self.count(place, "minProperties").unwrap_or(0),
            max: self.count(place, "maxProperties"),
            names: self.property_names(place),
            ..Objects::default()
        };
        self.add_pattern_properties(place, &mut objects);
        self.declare_impossible(place, &mut objects);
        if let Some(pair) = place.node.get("not").and_then(excluded_pair) {
            for name in &pair {
                declare(&mut objects, name);
            }
            // A property that cannot occur excludes nothing.
            if pair
                .iter()
                .all(|name| objects.properties.contains_key(name))
            {
                objects.exclusive.push(pair);
            }
        }
        let is_possible = objects
            .required
            .iter()
            .all(|name| objects.member(name).is_some());
        let has_range = objects.max.is_none_or(|max| max >= objects.min);
        (is_possible && has_range).then_some(objects)
    }

    /// Adds the properties that are required, but that the closed object cannot have. Otherwise no object is valid.
    fn declare_impossible(&mut self, place: &Place<'d>, objects: &mut Objects<'d>) {
        for name in objects.required.clone() {
            if objects.member(&name).is_none() {
                let note = format!(
                    "`{}` is not among the properties of the closed object, so no value is valid; it is added with any value",
                    name.escape_debug()
                );
                self.lost(&place.pointer, "required", note);
                objects.properties.insert(name, Vec::new());
            }
        }
    }

    fn properties(&mut self, place: &Place<'d>) -> IndexMap<String, Vec<Place<'d>>> {
        let Some(properties) = place.child("properties") else {
            return IndexMap::new();
        };
        if properties.node.as_object().is_none() {
            self.lost(
                &place.pointer,
                "properties",
                "expected an object of schemas; left out",
            );
            return IndexMap::new();
        }
        self.keep(&place.pointer, "properties");
        let members = properties.members();
        members
            .map(|(name, schema)| (name.to_owned(), vec![schema]))
            .collect()
    }

    /// Reads `required`. In a request, `OpenAPI` does not require a property that the same schema declares as read-only.
    fn required(&mut self, place: &Place<'d>) -> IndexSet<String> {
        let names = match place.node.get("required") {
            None => return IndexSet::new(),
            // Draft-03 has a bool at the property.
            Some(Json::Bool(_)) => {
                self.lost(
                    &place.pointer,
                    "required",
                    "expected an array of names; left out",
                );
                return IndexSet::new();
            }
            Some(names) => names.as_array().unwrap_or_default(),
        };
        self.keep(&place.pointer, "required");
        let names = names.iter().filter_map(Json::as_str);
        if !self.document.dialect.is_openapi() {
            return names.map(String::from).collect();
        }
        let properties = place.child("properties");
        let (read_only, needed): (Vec<_>, Vec<_>) = names.partition(|name| {
            let schema = properties.as_ref().and_then(|all| all.child(name));
            schema.is_some_and(|schema| self.says_read_only(&schema, 0))
        });
        for name in read_only {
            let note = format!(
                "`{}` is read-only, so a request need not have it",
                name.escape_debug()
            );
            self.translated(&place.pointer, "required", note);
        }
        needed.into_iter().map(String::from).collect()
    }

    fn additional(&mut self, place: &Place<'d>) -> Additional<'d> {
        let Some(additional) = place.child("additionalProperties") else {
            return Additional::Any;
        };
        match additional.node {
            Json::Bool(false) => {
                self.keep(&place.pointer, "additionalProperties");
                Additional::None
            }
            Json::Object(object) if !object.members.is_empty() => {
                self.keep(&place.pointer, "additionalProperties");
                Additional::Schemas(vec![additional])
            }
            Json::Bool(true) | Json::Object(_) => {
                self.translated(
                    &place.pointer,
                    "additionalProperties",
                    "restricts nothing; left out",
                );
                Additional::Any
            }
            _ => {
                self.lost(
                    &place.pointer,
                    "additionalProperties",
                    "expected a schema; left out",
                );
                Additional::Any
            }
        }
    }

    fn property_names(&mut self, place: &Place<'d>) -> Vec<Place<'d>> {
        let Some(names) = place.child("propertyNames") else {
            return Vec::new();
        };
        self.keep(&place.pointer, "propertyNames");
        vec![names]
    }

    /// Translates `patternProperties`, if it is the same as a map. Otherwise any members are accepted.
    fn add_pattern_properties(&mut self, place: &Place<'d>, objects: &mut Objects<'d>) {
        let Some(patterns) = place.child("patternProperties") else {
            return;
        };
        let members: Vec<_> = patterns.members().collect();
        let (pattern, schema) = match &members[..] {
            [] => {
                return self.translated(
                    &place.pointer,
                    "patternProperties",
                    "restricts nothing; left out",
                );
            }
            [(pattern, schema)] => (*pattern, schema.clone()),
            _ => return self.lose_patterns(place, objects),
        };
        let is_any_name = ANY_NAME.contains(&pattern);
        let is_alone = objects.properties.is_empty() && objects.required.is_empty();
        if is_any_name && objects.properties.is_empty() {
            self.translated(
                &place.pointer,
                "patternProperties",
                "written as `additionalProperties`",
            );
            objects.additional = Additional::Schemas(vec![schema]);
        } else if is_alone && objects.additional == Additional::None && objects.names.is_empty() {
            let note = "written as `propertyNames` and `additionalProperties`";
            self.translated(&place.pointer, "patternProperties", note);
            objects.name_pattern = Some(pattern.into());
            objects.additional = Additional::Schemas(vec![schema]);
        } else {
            self.lose_patterns(place, objects);
        }
    }

    fn lose_patterns(&mut self, place: &Place<'d>, objects: &mut Objects<'d>) {
        let note =
            "a definition cannot express it here; other members are accepted, with any value";
        self.lost(&place.pointer, "patternProperties", note);
        if objects.additional != Additional::Any {
            self.lost(
                &place.pointer,
                "additionalProperties",
                "other members are accepted, because `patternProperties` is left out",
            );
        }
        objects.additional = Additional::Any;
    }

    /// Returns whether a property is read-only.
    pub(in super::super) fn is_read_only(&mut self, places: &[Place<'d>]) -> bool {
        places
            .iter()
            .any(|place| self.set_of(place).all_notes().is_read_only)
    }

    /// Returns whether a property is read-only, as far as its schema and those that it refers to say so. Sets are not translated
    /// here, because they may refer to the object.
    fn says_read_only(&self, schema: &Place<'d>, depth: usize) -> bool {
        if depth > MAX_REFERENCES {
            return false;
        }
        if schema.node.is_true("readOnly") {
            return true;
        }
        let target = schema.node.str("$ref").and_then(|reference| {
            let document = self.document;
            document.resolve(&schema.pointer, reference).ok()
        });
        let parts = schema.child("allOf");
        let parts = parts.iter().flat_map(Place::elements);
        target
            .into_iter()
            .chain(parts)
            .any(|schema| self.says_read_only(&schema, depth + 1))
    }
}

/// Adds a property that a group names, unless the object cannot have it.
pub(super) fn declare(objects: &mut Objects<'_>, name: &str) {
    if let (false, Some(schemas)) = (objects.properties.contains_key(name), objects.member(name)) {
        let schemas = schemas.to_vec();
        objects.properties.insert(name.into(), schemas);
    }
}

/// Returns the two properties of which `not` excludes that both are present.
pub(super) fn excluded_pair(not: &Json) -> Option<Vec<String>> {
    let names = only_required(not)?;
    (names.len() == 2).then_some(names)
}

/// Returns the names that a schema requires, if it has no other rule.
pub(super) fn only_required(schema: &Json) -> Option<Vec<String>> {
    let object = schema.as_object()?;
    let is_other = |(name, value): (&String, &Json)| match &**name {
        "required" | "title" | "description" => false,
        "type" => value.as_str() != Some("object"),
        _ => true,
    };
    if object.members.iter().any(is_other) {
        return None;
    }
    let names = object
        .get("required")?
        .as_array()?
        .iter()
        .map(|name| name.as_str().map(String::from));
    let names: IndexSet<_> = names.collect::<Option<_>>()?;
    Some(names.into_iter().collect())
}
