//! The keywords of a definition file: which ones are supported, which ones are ignored, and what to do about all others.

use super::mistake::quoted;
use crate::model::JsonType;
use crate::suggest::nearest;
use alloc::format;
use alloc::string::String;

/// The keywords that restrict values, with the types that each one applies to.
const ASSERTIONS: [(&str, &[JsonType]); 22] = [
    ("type", &JsonType::ALL),
    ("const", &JsonType::ALL),
    ("enum", &JsonType::ALL),
    // An annotation, apart from three formats of strings.
    ("format", &JsonType::ALL),
    ("pattern", &[JsonType::String]),
    ("minLength", &[JsonType::String]),
    ("maxLength", &[JsonType::String]),
    ("minimum", &[JsonType::Integer, JsonType::Number]),
    ("maximum", &[JsonType::Integer, JsonType::Number]),
    ("exclusiveMinimum", &[JsonType::Integer, JsonType::Number]),
    ("exclusiveMaximum", &[JsonType::Integer, JsonType::Number]),
    ("multipleOf", &[JsonType::Integer, JsonType::Number]),
    ("properties", &[JsonType::Object]),
    ("required", &[JsonType::Object]),
    ("additionalProperties", &[JsonType::Object]),
    ("propertyNames", &[JsonType::Object]),
    ("minProperties", &[JsonType::Object]),
    ("maxProperties", &[JsonType::Object]),
    ("items", &[JsonType::Array]),
    ("minItems", &[JsonType::Array]),
    ("maxItems", &[JsonType::Array]),
    ("uniqueItems", &[JsonType::Array]),
];

/// The other keywords that a schema can have.
const OTHERS: [&str; 17] = [
    "$ref",
    "$defs",
    "oneOf",
    "anyOf",
    "discriminator",
    "nullable",
    "description",
    "deprecated",
    "readOnly",
    "x-ravelin-rust-name",
    "x-ravelin-kind",
    "x-ravelin-status",
    "x-ravelin-evidence",
    "x-ravelin-sensitive",
    "x-ravelin-source",
    "x-ravelin-exclusive",
    "x-ravelin-exactly-one",
];

/// The keywords that are only allowed at the top level of the file.
const TOP_LEVEL: [&str; 12] = [
    "$schema",
    "$id",
    "x-ravelin-method",
    "x-ravelin-path",
    "x-ravelin-module",
    "x-ravelin-name",
    "x-ravelin-entity",
    "x-ravelin-parameters",
    "x-ravelin-query",
    "x-ravelin-host",
    "x-ravelin-partial",
    "x-ravelin-read",
];

/// The keywords that are allowed and ignored, with the value that JSON Schema requires.
const IGNORED: [(&str, AnnotationType); 10] = [
    ("$comment", AnnotationType::String),
    ("title", AnnotationType::String),
    ("default", AnnotationType::Any),
    ("example", AnnotationType::Any),
    ("examples", AnnotationType::Array),
    ("writeOnly", AnnotationType::Bool),
    ("contentEncoding", AnnotationType::String),
    ("contentMediaType", AnnotationType::String),
    ("externalDocs", AnnotationType::Object),
    ("xml", AnnotationType::Object),
];

/// The type of an ignored keyword's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnnotationType {
    String,
    Bool,
    Array,
    Object,
    Any,
}

/// The keywords of JSON Schema and `OpenAPI` that are not supported, with what to do instead.
const UNSUPPORTED: [(&str, &str); 22] = [
    ("allOf", "merge its schemas into this one"),
    ("if", ALTERNATIVES),
    ("then", ALTERNATIVES),
    ("else", ALTERNATIVES),
    ("not", CHECK),
    ("dependentRequired", CHECK),
    ("dependentSchemas", CHECK),
    ("dependencies", CHECK),
    ("contains", CHECK),
    ("minContains", CHECK),
    ("maxContains", CHECK),
    ("patternProperties", CHECK),
    ("prefixItems", ITEMS),
    ("unevaluatedItems", ITEMS),
    (
        "contentSchema",
        "remove it, or write its content in `description`",
    ),
    ("unevaluatedProperties", "write `additionalProperties`"),
    ("$anchor", POINTER),
    ("$dynamicRef", POINTER),
    ("$dynamicAnchor", POINTER),
    ("$recursiveRef", POINTER),
    ("$vocabulary", "it belongs in a meta-schema"),
    ("definitions", "write `$defs`"),
];

/// The prefix of the keywords that this format adds to JSON Schema.
const OWN_PREFIX: &str = "x-ravelin";

const ALTERNATIVES: &str = "write a separate definition for each alternative, or list mutually exclusive fields in \
                            `x-ravelin-exclusive`";
const CHECK: &str = "remove it, and check the rule with `#[ravelin(check = …)]`";
const ITEMS: &str = "write one schema for all elements in `items`";
const POINTER: &str = "write `$ref` with a JSON Pointer: `#/$defs/…`";

/// The names of the values of `type`.
impl JsonType {
    pub(super) const ALL: [Self; 6] = [
        Self::String,
        Self::Integer,
        Self::Number,
        Self::Bool,
        Self::Object,
        Self::Array,
    ];

    /// Returns the name that `type` has for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Bool => "boolean",
            Self::Object => "object",
            Self::Array => "array",
        }
    }

    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Returns the name of the type that was probably meant.
    pub(super) fn nearest_name(name: &str) -> Option<&'static str> {
        match name {
            // As Rust calls them.
            "bool" => Some("boolean"),
            "int" => Some("integer"),
            "float" => Some("number"),
            _ => nearest(name, &Self::ALL.map(Self::name)),
        }
    }
}

impl AnnotationType {
    /// Returns the type of an ignored keyword; `None` for another keyword.
    pub(super) fn of(keyword: &str) -> Option<Self> {
        let mut ignored = IGNORED.iter();
        let (_, of) = ignored.find(|(ignored, _)| *ignored == keyword)?;
        Some(*of)
    }
}

/// Returns whether a keyword belongs to another vendor: `x-…`. Such keywords are ignored.
pub(super) fn is_vendor_keyword(keyword: &str) -> bool {
    let is_own = |other: &&str| other.starts_with(OWN_PREFIX);
    keyword.starts_with("x-") && !keyword.starts_with(OWN_PREFIX) && {
        let own: alloc::vec::Vec<_> = OTHERS.into_iter().chain(TOP_LEVEL).filter(is_own).collect();
        // Otherwise it is probably a misspelled keyword of ours.
        nearest(keyword, &own).is_none()
    }
}

/// Returns whether a keyword restricts values.
pub(super) fn is_assertion(keyword: &str) -> bool {
    ASSERTIONS
        .iter()
        .any(|(assertion, _)| *assertion == keyword)
}

/// Returns whether a keyword has a meaning for a schema at any level.
pub(super) fn has_effect(keyword: &str) -> bool {
    is_assertion(keyword) || OTHERS.contains(&keyword)
}

/// Returns whether a keyword at the top level describes the request, and not its body.
pub(super) fn is_of_request(keyword: &str) -> bool {
    const OF_BOTH: [&str; 4] = ["$defs", "description", "deprecated", "x-ravelin-source"];
    TOP_LEVEL.contains(&keyword)
        || OF_BOTH.contains(&keyword)
        || AnnotationType::of(keyword).is_some()
}

/// Returns whether a keyword restricts values of a type.
pub(super) fn applies_to(keyword: &str, of: JsonType) -> bool {
    let mut assertions = ASSERTIONS.iter();
    assertions.any(|(assertion, types)| *assertion == keyword && types.contains(&of))
}

/// Returns why a keyword is rejected; `None` if it is accepted.
pub(super) fn rejection(keyword: &str, is_top_level: bool) -> Option<String> {
    let is_supported =
        has_effect(keyword) || AnnotationType::of(keyword).is_some() || is_vendor_keyword(keyword);
    let needs_top_level = TOP_LEVEL.contains(&keyword);
    if is_supported || needs_top_level && is_top_level {
        return None;
    }
    if needs_top_level {
        return Some(format!(
            "`{keyword}` is only allowed at the top level of the file; move it there"
        ));
    }
    if let Some((_, instead)) = UNSUPPORTED.iter().find(|(name, _)| *name == keyword) {
        return Some(format!("`{keyword}` is not supported; {instead}"));
    }
    let assertions = ASSERTIONS.iter().map(|(assertion, _)| *assertion);
    let known: alloc::vec::Vec<_> = assertions
        .chain(OTHERS)
        .chain(TOP_LEVEL)
        .chain(IGNORED.map(|(ignored, _)| ignored))
        .collect();
    let keyword_quoted = quoted(keyword);
    Some(match nearest(keyword, &known) {
        Some(near) => format!("unknown keyword {keyword_quoted}; did you mean `{near}`?"),
        None => format!("unknown keyword {keyword_quoted}; remove it, or write `$comment`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = include_str!("../../DEFINITION.md");

    #[test]
    fn the_reference_documents_every_keyword_and_shipped_definition() {
        let assertions = ASSERTIONS.iter().map(|(assertion, _)| *assertion);
        let ignored = IGNORED.map(|(ignored, _)| ignored);
        for keyword in assertions.chain(OTHERS).chain(TOP_LEVEL).chain(ignored) {
            assert!(REFERENCE.contains(&format!("`{keyword}`")), "{keyword}");
        }
        for name in crate::SHIPPED {
            assert!(REFERENCE.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn the_example_in_the_reference_is_a_definition() {
        let (_, example) = REFERENCE.split_once("```json\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        if let Err(mistakes) = crate::read(example.as_bytes()) {
            panic!("{mistakes}");
        }
    }

    #[test]
    fn a_rejected_keyword_says_what_to_do() {
        for (keyword, expected) in [
            ("type", None),
            (
                "x-ravelin-path",
                Some(
                    "`x-ravelin-path` is only allowed at the top level of the file; move it there",
                ),
            ),
            (
                "definitions",
                Some("`definitions` is not supported; write `$defs`"),
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
            assert_eq!(rejection(keyword, false).as_deref(), expected);
        }
        assert_eq!(rejection("x-ravelin-path", true), None);
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest_one() {
        for (file, message) in [
            (
                r#"{"type": "strnig"}"#,
                "unknown type `strnig`; did you mean `string`?",
            ),
            (
                r#"{"type": "bool"}"#,
                "unknown type `bool`; did you mean `boolean`?",
            ),
            (
                r#"{"type": "string", "x-ravelin-kind": "identifer"}"#,
                "expected one of `text`, `identifier`, `currency`, found `identifer`; did you mean `identifier`?",
            ),
            (
                r#"{"type": "object", "required": ["price"], "properties": {"prices": {"type": "integer"}}}"#,
                "unknown field `price` in `required`; did you mean `prices`?",
            ),
            (
                r#"{"type": "object", "required": ["total"], "properties": {"prices": {"type": "integer"}}}"#,
                "unknown field `total` in `required`; add it to `properties`",
            ),
        ] {
            let mistakes = crate::read_entry(file.as_bytes()).unwrap_err();
            assert_eq!(mistakes.first().message(), message);
        }
    }
}
