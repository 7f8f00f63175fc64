//! The keywords of a definition file: which are read, which have no effect, and what to do about the rest.

use super::mistake::shown;
use crate::suggest::nearest;
use alloc::format;
use alloc::string::String;

/// A type of JSON, as `type` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Integer,
    Number,
    Bool,
    Object,
    Array,
}

/// What ask something of a value, each beside the types that it asks it of.
const RULES: [(&str, &[Type]); 18] = [
    ("type", &Type::ALL),
    (
        "const",
        &[Type::Text, Type::Integer, Type::Number, Type::Bool],
    ),
    ("enum", &[Type::Text]),
    ("format", &[Type::Text, Type::Integer, Type::Number]),
    ("pattern", &[Type::Text]),
    ("minLength", &[Type::Text]),
    ("maxLength", &[Type::Text]),
    ("minimum", &[Type::Integer, Type::Number]),
    ("maximum", &[Type::Integer, Type::Number]),
    ("exclusiveMinimum", &[Type::Integer, Type::Number]),
    ("exclusiveMaximum", &[Type::Integer, Type::Number]),
    ("multipleOf", &[Type::Integer, Type::Number]),
    ("properties", &[Type::Object]),
    ("required", &[Type::Object]),
    ("additionalProperties", &[Type::Object]),
    ("items", &[Type::Array]),
    ("minItems", &[Type::Array]),
    ("maxItems", &[Type::Array]),
];

/// What is read and says more than a type.
const OTHERS: [&str; 11] = [
    "$ref",
    "$defs",
    "description",
    "deprecated",
    "x-ravelin-rust-name",
    "x-ravelin-kind",
    "x-ravelin-status",
    "x-ravelin-evidence",
    "x-ravelin-sensitive",
    "x-ravelin-source",
    "x-ravelin-exclusive",
];

/// What only the document itself has.
const DOCUMENT: [&str; 7] = [
    "$schema",
    "$id",
    "x-ravelin-method",
    "x-ravelin-path",
    "x-ravelin-module",
    "x-ravelin-parameters",
    "x-ravelin-partial",
];

/// What is allowed and has no effect, and what JSON Schema has it be.
const ANNOTATIONS: [(&str, Form); 6] = [
    ("$comment", Form::Text),
    ("title", Form::Text),
    ("default", Form::Any),
    ("examples", Form::List),
    ("readOnly", Form::Bool),
    ("writeOnly", Form::Bool),
];

/// What an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Bool,
    List,
    Any,
}

/// What an annotation is; `None` of another keyword.
pub(super) fn form(keyword: &str) -> Option<Form> {
    let mut annotations = ANNOTATIONS.iter();
    let (_, form) = annotations.find(|(annotation, _)| *annotation == keyword)?;
    Some(*form)
}

/// What JSON Schema, or `OpenAPI`, has and no table can hold: what to do instead.
const REFUSED: [(&str, &str); 31] = [
    ("allOf", "write what its schemas say side by side"),
    ("anyOf", FORMS),
    ("oneOf", FORMS),
    ("if", FORMS),
    ("then", FORMS),
    ("else", FORMS),
    ("not", RULE),
    ("dependentRequired", RULE),
    ("dependentSchemas", RULE),
    ("dependencies", RULE),
    ("contains", RULE),
    ("minContains", RULE),
    ("maxContains", RULE),
    ("uniqueItems", RULE),
    ("minProperties", RULE),
    ("maxProperties", RULE),
    ("propertyNames", RULE),
    ("patternProperties", RULE),
    ("prefixItems", "write one schema for all in `items`"),
    ("unevaluatedItems", "write one schema for all in `items`"),
    ("unevaluatedProperties", "write `additionalProperties`"),
    ("$anchor", POINTER),
    ("$dynamicRef", POINTER),
    ("$dynamicAnchor", POINTER),
    ("$recursiveRef", POINTER),
    ("$vocabulary", "it belongs to a meta-schema"),
    ("definitions", "write `$defs`"),
    (
        "nullable",
        "a value that is not there is left out, never `null`",
    ),
    ("contentEncoding", "it asks nothing of a value"),
    ("contentMediaType", "it asks nothing of a value"),
    ("contentSchema", "it asks nothing of a value"),
];

const FORMS: &str = "write each form as a definition of its own, or name fields that exclude each other in \
                     `x-ravelin-exclusive`";
const RULE: &str = "leave it out; a program's own rule is `#[ravelin(check = …)]`";
const POINTER: &str = "write `$ref` with a JSON Pointer: `#/$defs/…`";

impl Type {
    const ALL: [Self; 6] = [
        Self::Text,
        Self::Integer,
        Self::Number,
        Self::Bool,
        Self::Object,
        Self::Array,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Bool => "boolean",
            Self::Object => "object",
            Self::Array => "array",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == word)
    }
}

/// Whether a keyword asks something of a value.
pub(super) fn is_rule(keyword: &str) -> bool {
    RULES.iter().any(|(rule, _)| *rule == keyword)
}

/// Whether a keyword asks something of a value of this type; other keywords never do.
pub(super) fn asks(keyword: &str, of: Type) -> bool {
    let mut rules = RULES.iter();
    rules.any(|(rule, types)| *rule == keyword && types.contains(&of))
}

/// Why a keyword is not read; `None` where it is.
pub(super) fn refusal(keyword: &str, is_document: bool) -> Option<String> {
    let is_read = is_rule(keyword) || OTHERS.contains(&keyword) || form(keyword).is_some();
    let is_root = DOCUMENT.contains(&keyword);
    if is_read || is_root && is_document {
        return None;
    }
    if is_root {
        return Some(format!("`{keyword}` stands in the document itself only"));
    }
    if let Some((_, instead)) = REFUSED.iter().find(|(refused, _)| *refused == keyword) {
        return Some(format!("`{keyword}` is not read; {instead}"));
    }
    let rules = RULES.iter().map(|(rule, _)| *rule);
    let known: alloc::vec::Vec<_> = rules
        .chain(OTHERS)
        .chain(DOCUMENT)
        .chain(ANNOTATIONS.map(|(annotation, _)| annotation))
        .collect();
    Some(match nearest(keyword, &known) {
        Some(near) => format!("unknown keyword {}; did you mean `{near}`?", shown(keyword)),
        None => format!(
            "unknown keyword {}; remove it, or write `$comment`",
            shown(keyword)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../DEFINITION.md");

    #[test]
    fn the_page_names_each_keyword_that_is_read() {
        let rules = RULES.iter().map(|(rule, _)| *rule);
        let annotations = ANNOTATIONS.map(|(annotation, _)| annotation);
        for keyword in rules.chain(OTHERS).chain(DOCUMENT).chain(annotations) {
            assert!(PAGE.contains(&format!("`{keyword}`")), "{keyword}");
        }
        for name in crate::SHIPPED {
            assert!(PAGE.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn the_example_of_the_page_is_a_definition() {
        let (_, example) = PAGE.split_once("```json\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        if let Err(mistakes) = crate::read(example.as_bytes()) {
            panic!("{mistakes}");
        }
    }

    #[test]
    fn a_keyword_is_refused_with_what_to_do_instead() {
        for (keyword, wanted) in [
            ("type", None),
            (
                "x-ravelin-path",
                Some("`x-ravelin-path` stands in the document itself only"),
            ),
            (
                "definitions",
                Some("`definitions` is not read; write `$defs`"),
            ),
            (
                "requird",
                Some("unknown keyword `requird`; did you mean `required`?"),
            ),
            (
                "foo",
                Some("unknown keyword `foo`; remove it, or write `$comment`"),
            ),
        ] {
            assert_eq!(refusal(keyword, false).as_deref(), wanted);
        }
        assert_eq!(refusal("x-ravelin-path", true), None);
    }
}
