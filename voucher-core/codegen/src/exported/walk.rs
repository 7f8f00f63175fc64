//! Finds schemas in an exported schema.

use crate::diff::Step;
use serde_json::Value;
use voucher_definition::{Alternative, Selector};

/// Schemas in alternatives of alternatives beyond this depth are ignored. No type is nested that deeply.
const MAX_DEPTH: usize = 64;

static ANYTHING: Value = Value::Bool(true);

/// Returns the schemas after some steps.
pub(super) fn at<'s>(document: &'s Value, steps: &[Step]) -> Vec<&'s Value> {
    let Some((first, rest)) = steps.split_first() else {
        return vec![document];
    };
    let parameter = |keyword: &str, name: &str| document.get(keyword)?.get(name);
    let start = match first {
        Step::Parameter(name) => parameter("x-ravelin-parameters", name),
        Step::Query(name) => parameter("x-ravelin-query", name),
        _ => has_body(document).then_some(document),
    };
    let mut found: Vec<_> = start.into_iter().collect();
    for step in rest {
        let variants: Vec<_> = found
            .iter()
            .flat_map(|schema| variants(document, schema))
            .collect();
        found = variants
            .into_iter()
            .filter_map(|schema| next(schema, step))
            .collect();
    }
    found
        .into_iter()
        .flat_map(|schema| variants(document, schema))
        .collect()
}

/// Returns whether a type sends a body.
fn has_body(document: &Value) -> bool {
    let keywords = [
        "type",
        "properties",
        "items",
        "oneOf",
        "anyOf",
        "enum",
        "const",
        "$ref",
    ];
    keywords
        .iter()
        .any(|keyword| document.get(keyword).is_some())
}

/// Returns the schema after one step.
fn next<'s>(schema: &'s Value, step: &Step) -> Option<&'s Value> {
    match step {
        Step::Member(name) => schema.get("properties")?.get(name),
        Step::Element => schema.get("items"),
        Step::Value => schema
            .get("additionalProperties")
            .filter(|values| **values != Value::Bool(false)),
        Step::Key => {
            let values = schema.get("additionalProperties")?;
            let is_map = *values != Value::Bool(false);
            is_map.then(|| schema.get("propertyNames").unwrap_or(&ANYTHING))
        }
        Step::Alternative(alternative, selector) => {
            is_alternative(schema, alternative, *selector).then_some(schema)
        }
        Step::Parameter(_) | Step::Query(_) | Step::Body => Some(schema),
    }
}

/// Returns the schemas of which one applies to each value: those of alternatives, and the target of a reference.
fn variants<'s>(document: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    let (mut found, mut open) = (Vec::new(), vec![(schema, 0)]);
    while let Some((schema, depth)) = open.pop() {
        let lists = ["oneOf", "anyOf"]
            .into_iter()
            .filter_map(|keyword| schema.get(keyword)?.as_array());
        let inner: Vec<_> = lists
            .flatten()
            .filter(|inner| inner.get("required").is_none() || inner.get("type").is_some())
            .collect();
        let target = schema
            .get("$ref")
            .and_then(|target| resolve(document, target.as_str()?));
        if depth < MAX_DEPTH && (target.is_some() || !inner.is_empty()) {
            open.extend(
                inner
                    .into_iter()
                    .rev()
                    .chain(target)
                    .map(|inner| (inner, depth + 1)),
            );
        } else {
            found.push(schema);
        }
    }
    found
}

/// Returns the schema that a reference leads to: a JSON Pointer in a percent-encoded fragment.
fn resolve<'s>(document: &'s Value, reference: &str) -> Option<&'s Value> {
    let mut bytes = reference.strip_prefix('#')?.bytes();
    let mut pointer = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            pointer.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        pointer.push(u8::try_from(high * 16 + low).ok()?);
    }
    document.pointer(&String::from_utf8(pointer).ok()?)
}

/// Returns whether a schema describes an alternative.
fn is_alternative(schema: &Value, alternative: &Alternative, selector: Selector) -> bool {
    let Some(json_type) = alternative.value.kind.json_type() else {
        return true;
    };
    if !types(schema).is_none_or(|types| types.contains(&json_type.name())) {
        return false;
    }
    let Some(tag) = alternative.tag(selector) else {
        return true;
    };
    let values = schema
        .get("properties")
        .and_then(|properties| properties.get(tag.name));
    values.is_none_or(|values| {
        tag.values
            .iter()
            .any(|value| has_value(values, &Value::from(*value)))
            || tag
                .integers
                .iter()
                .any(|value| has_value(values, &Value::from(*value)))
            || tag.values.is_empty() && tag.integers.is_empty()
    })
}

/// Returns the JSON types of a schema's values; `None` for any.
fn types(schema: &Value) -> Option<Vec<&str>> {
    match schema.get("type") {
        Some(Value::String(only)) => Some(vec![only]),
        Some(Value::Array(several)) => Some(several.iter().filter_map(Value::as_str).collect()),
        _ => {
            let first = listed(schema)?.first().copied()?;
            Some(vec![match first {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            }])
        }
    }
}

/// Returns the only values of a schema.
fn listed(schema: &Value) -> Option<Vec<&Value>> {
    match (schema.get("const"), schema.get("enum")) {
        (Some(only), _) => Some(vec![only]),
        (None, Some(Value::Array(several))) => Some(several.iter().collect()),
        _ => None,
    }
}

/// Returns whether a schema may accept a value, as far as its list of values says.
pub(crate) fn has_value(schema: &Value, value: &Value) -> bool {
    listed(schema).is_none_or(|values| values.contains(&value))
}

/// Returns whether a schema accepts `null`.
pub(crate) fn allows_null(schema: &Value) -> bool {
    has_value(schema, &Value::Null) && types(schema).is_none_or(|types| types.contains(&"null"))
}
