//! Translates the parameters of an operation.

use super::document::Place;
use super::emit::Emitter;
use super::path::Path;
use super::report::Outcome;
use super::set::{Listed, Set, Strings, Type};
use super::translate::one_line;
use crate::json::{Json, Object};

impl<'d> Emitter<'d> {
    /// Returns the schemas of the parameters in the path.
    pub(super) fn path_parameters(&mut self, path: &Path, declared: &[Place<'d>]) -> Object {
        let mut schemas = Object::default();
        for parameter in &path.parameters {
            if let Some(schema) = &parameter.schema {
                schemas.set(parameter.name.as_str(), schema.clone());
                continue;
            }
            let is_declared = |place: &&Place<'d>| {
                place.node.str("in") == Some("path")
                    && place.node.str("name") == parameter.source.as_deref()
            };
            let schema = match declared.iter().find(is_declared) {
                Some(place) => self.path_parameter(place),
                None => Object::from_type("string"),
            };
            schemas.set(parameter.name.as_str(), schema);
        }
        super::emit::rename(&mut schemas);
        schemas
    }

    fn path_parameter(&mut self, place: &Place<'d>) -> Object {
        let style = place.node.str("style").unwrap_or("simple");
        if style != "simple" {
            self.translator.lost(
                &place.pointer,
                "style",
                "a parameter of a path is one string; any string is accepted",
            );
        }
        let mut set = self.parameter_set(place);
        set.null = false;
        let is_single = set.types().count() == 1;
        let has_fraction = set
            .numbers
            .as_ref()
            .is_some_and(|numbers| !numbers.is_integer);
        if !set.bools.is_empty() && is_single {
            set = listed_bools(&set);
            self.translator
                .report
                .add(&place.pointer, Outcome::Translated, "written as a string");
        }
        let is_simple =
            (set.has(Type::String) || set.has(Type::Number)) && is_single && !has_fraction;
        if !is_simple || style != "simple" {
            let note = "a parameter of a path is a string or an integer; any string is accepted";
            self.translator
                .report
                .add(&place.pointer, Outcome::Lost, note);
            return described(Object::from_type("string"), place);
        }
        set.reference = None;
        let schema = self.set(&set, &place.pointer);
        described(into_object(schema), place)
    }

    /// Returns the schemas of the parameters in the query, and reports those in headers and cookies.
    pub(super) fn query_parameters(&mut self, path: &Path, declared: &[Place<'d>]) -> Object {
        let mut schemas = Object::default();
        for (name, value) in &path.query {
            let mut schema = Object::default();
            schema.set("const", value.as_str());
            schema.set("x-ravelin-status", "required");
            schemas.set(name.as_str(), schema);
        }
        for place in declared {
            let name = place.node.str("name").unwrap_or_default();
            match place.node.str("in") {
                Some("path") => {}
                Some("query") if !name.is_empty() => {
                    if let Some(schema) = self.query_parameter(place) {
                        schemas.set(name, schema);
                    }
                }
                location => {
                    let location = location.unwrap_or("request").escape_debug();
                    let note =
                        format!("a definition has no parameters in the {location}; left out");
                    self.translator
                        .report
                        .add(&place.pointer, Outcome::Lost, note);
                }
            }
        }
        super::emit::rename(&mut schemas);
        schemas
    }

    fn query_parameter(&mut self, place: &Place<'d>) -> Option<Object> {
        let mut set = self.parameter_set(place);
        set.null = false;
        let style = place.node.str("style").unwrap_or("form");
        let is_exploded = place
            .node
            .get("explode")
            .and_then(Json::as_bool)
            .unwrap_or(style == "form");
        let types: Vec<_> = set.types().collect();
        let note = match &types[..] {
            [Type::String | Type::Number | Type::Bool] => {
                set.reference = None;
                let schema = self.set(&set, &place.pointer);
                return Some(required(into_object(schema), place));
            }
            [Type::Array] if style == "form" && is_exploded => {
                set.reference = None;
                let schema = into_object(self.set(&set, &place.pointer));
                return Some(required(schema, place));
            }
            [Type::Object] => {
                let note = "a definition has no query parameter that is an object; left out";
                self.translator
                    .report
                    .add(&place.pointer, Outcome::Lost, note);
                return None;
            }
            [Type::Array] => "the elements are written in one string; any string is accepted",
            _ => "a query parameter has one type; any string is accepted",
        };
        self.translator
            .report
            .add(&place.pointer, Outcome::Lost, note);
        Some(required(Object::from_type("string"), place))
    }

    /// Returns the values of a parameter.
    fn parameter_set(&mut self, place: &Place<'d>) -> Set<'d> {
        if let Some(schema) = place.child("schema") {
            let mut set = Set::clone(&self.translator.set_of(&schema));
            set.imply_types(false);
            if let (true, true, Some(numbers)) = (
                set.has(Type::String),
                set.types().count() == 2,
                &set.numbers,
            ) {
                // In a URL, a number is a string of digits.
                if numbers.is_integer && set.has_all(Type::String) {
                    set.numbers = None;
                    self.translator.report.add(
                        &place.pointer,
                        Outcome::Translated,
                        "written as a string",
                    );
                }
            }
            return set;
        }
        if place.node.get("content").is_some() {
            self.translator.lost(
                &place.pointer,
                "content",
                "a parameter is not a document; any string is accepted",
            );
        }
        Set {
            strings: Some(Strings::default()),
            ..Set::nothing()
        }
    }
}

fn required(mut schema: Object, place: &Place<'_>) -> Object {
    if place.node.is_true("required") {
        schema.set("x-ravelin-status", "required");
    }
    described(schema, place)
}

/// Adds the annotations of a parameter to its schema.
fn described(mut schema: Object, place: &Place<'_>) -> Object {
    let description = place.node.str("description").map(one_line);
    if let Some(description) = description.filter(|line| !line.is_empty()) {
        schema.set("description", description);
    }
    if place.node.is_true("deprecated") {
        schema.set("deprecated", true);
    }
    schema.remove("readOnly");
    schema
}

fn into_object(schema: Option<Json>) -> Object {
    match schema {
        Some(Json::Object(object)) => object,
        _ => Object::from_type("string"),
    }
}

/// Returns the bools of a set as strings.
fn listed_bools<'d>(set: &Set<'d>) -> Set<'d> {
    let listed = set.bools.iter().map(|value| Listed {
        value: value.to_string(),
        description: None,
        is_deprecated: false,
    });
    Set {
        strings: Some(Strings {
            listed: Some(listed.collect()),
            ..Strings::default()
        }),
        notes: set.notes.clone(),
        ..Set::nothing()
    }
}
