//! What becomes of keywords that a definition cannot have, or that restrict nothing.

use super::super::document::Place;
use super::super::set::{Additional, Set};
use super::Translator;
use crate::json::Json;

/// The keywords that the other modules translate, or that are reported with a schema around them.
const TRANSLATED: [&str; 37] = [
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "type",
    "nullable",
    "enum",
    "const",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "items",
    "additionalItems",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "allOf",
    "anyOf",
    "oneOf",
    "discriminator",
    "unevaluatedProperties",
    "description",
    "deprecated",
    "readOnly",
];

/// The keywords that restrict values and cannot be translated.
const LOST: [&str; 14] = [
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "extends",
    "disallow",
    "divisibleBy",
];

/// The keywords that hold schemas for references, and are only read through these.
const HOLDERS: [&str; 2] = ["$defs", "definitions"];

impl<'d> Translator<'d> {
    /// Reports the keywords that no other function translates.
    pub(super) fn report_unsupported(&mut self, place: &Place<'d>) {
        for (keyword, value) in place.members() {
            if TRANSLATED.contains(&keyword) || HOLDERS.contains(&keyword) {
                continue;
            }
            if LOST.contains(&keyword) {
                self.report_lost(place, keyword, value.node);
            } else {
                self.translated(&place.pointer, keyword, "restricts nothing; left out");
            }
        }
    }

    fn report_lost(&mut self, place: &Place<'d>, keyword: &str, value: &Json) {
        let has = |name| place.node.get(name).is_some();
        let is_without_effect = match keyword {
            "then" | "else" => !has("if"),
            "if" => !has("then") && !has("else"),
            "minContains" | "maxContains" => !has("contains"),
            "unevaluatedItems" => {
                *value == Json::Bool(true) || *value == Json::Object(crate::json::Object::default())
            }
            "not" => *value == Json::Bool(false),
            _ => false,
        };
        let is_exclusive = keyword == "not" && super::object::excluded_pair(value).is_some();
        if is_without_effect {
            self.translated(&place.pointer, keyword, "restricts nothing; left out");
        } else if is_exclusive {
            self.translated(&place.pointer, keyword, "written as `x-ravelin-exclusive`");
        } else {
            self.lost(
                &place.pointer,
                keyword,
                "a definition cannot express it, so the values that it excludes are accepted",
            );
        }
    }

    /// Reports the keywords beside a `$ref` in a format in which they have no effect.
    pub(super) fn report_siblings(&mut self, place: &Place<'d>) {
        for (keyword, _) in place.members() {
            let is_own = matches!(keyword, "$ref" | "description" | "deprecated" | "readOnly");
            if !is_own && !HOLDERS.contains(&keyword) {
                self.translated(
                    &place.pointer,
                    keyword,
                    "has no effect beside `$ref`; left out",
                );
            }
        }
    }

    /// Closes the objects of a schema with `"unevaluatedProperties": false`.
    pub(super) fn close_evaluated(&mut self, place: &Place<'d>, mut set: Set<'d>) -> Set<'d> {
        match place.node.get("unevaluatedProperties") {
            None => return set,
            Some(Json::Bool(true)) => {
                self.translated(
                    &place.pointer,
                    "unevaluatedProperties",
                    "restricts nothing; left out",
                );
                return set;
            }
            Some(Json::Bool(false)) => {}
            Some(_) => {
                self.lost(
                    &place.pointer,
                    "unevaluatedProperties",
                    "a definition cannot express it; other members are accepted",
                );
                return set;
            }
        }
        if set.objects.len() > 1 {
            let note = "the members of all matching alternatives are allowed, which a definition cannot express; other members are accepted";
            self.lost(&place.pointer, "unevaluatedProperties", note);
            return set;
        }
        self.translated(
            &place.pointer,
            "unevaluatedProperties",
            "written as `additionalProperties`",
        );
        for object in &mut set.objects {
            // Those of a schema are evaluated.
            if object.additional == Additional::Any {
                object.additional = Additional::None;
                let names: Vec<_> = object.required.iter().cloned().collect();
                for name in names {
                    object.properties.entry(name).or_default();
                }
            }
            object.reference = None;
        }
        set.reference = None;
        set
    }
}
