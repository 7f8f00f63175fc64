//! Rewrites a schema for a JSON Schema validator: what this format adds, in keywords of JSON Schema.

use serde_json::{Map, Value, json};

const STRING: [&str; 3] = ["pattern", "minLength", "maxLength"];
const NUMBER: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
const OBJECT: [&str; 6] = [
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
];
const ARRAY: [&str; 4] = ["items", "minItems", "maxItems", "uniqueItems"];

/// Rewrites a schema and everything in it: formats that are not checked, `nullable`, implied types and `discriminator`.
pub(crate) fn rewrite(schema: &Value, root: &Value) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let mut out: Map<_, _> = members
        .iter()
        .map(|(name, value)| (name.clone(), rewrite_keyword(name, value, root)))
        .collect();
    let format = out.get("format").and_then(Value::as_str);
    if format.is_some_and(|format| !["date", "date-time", "uuid"].contains(&format)) {
        out.remove("format");
    }
    let is_typed = ["type", "enum", "const", "oneOf", "anyOf", "$ref"];
    if !is_typed
        .iter()
        .any(|keyword| members.contains_key(*keyword))
    {
        out.extend(implied_type(members).map(|of| ("type".into(), of.into())));
    }
    if out.remove("nullable") == Some(Value::Bool(true)) {
        match out.get_mut("type") {
            Some(Value::Array(list)) if !list.contains(&"null".into()) => list.push("null".into()),
            Some(of @ Value::String(_)) if of != "null" => *of = json!([of, "null"]),
            _ => {}
        }
    }
    if let Some(discriminator) = out.remove("discriminator") {
        restrict_tags(&mut out, &discriminator, root);
    }
    out.into()
}

/// Returns whether everything can be rewritten. A `discriminator` of alternatives that have alternatives cannot.
pub(crate) fn can_rewrite(schema: &Value, root: &Value) -> bool {
    let has_union = |alternative: &Value| {
        let target = followed(alternative, root);
        target.get("oneOf").or(target.get("anyOf")).is_some()
    };
    match schema {
        Value::Array(schemas) => schemas.iter().all(|schema| can_rewrite(schema, root)),
        Value::Object(members) => {
            let alternatives = members.get("oneOf").or(members.get("anyOf"));
            let mut alternatives = alternatives.and_then(Value::as_array).into_iter().flatten();
            let is_nested = members.contains_key("discriminator") && alternatives.any(has_union);
            !is_nested && members.values().all(|schema| can_rewrite(schema, root))
        }
        _ => true,
    }
}

fn rewrite_keyword(name: &str, value: &Value, root: &Value) -> Value {
    match (name, value) {
        ("properties" | "$defs", Value::Object(schemas)) => {
            let schemas = schemas.iter();
            let schemas = schemas.map(|(name, schema)| (name.clone(), rewrite(schema, root)));
            Value::Object(schemas.collect())
        }
        ("oneOf" | "anyOf", Value::Array(schemas)) => {
            schemas.iter().map(|schema| rewrite(schema, root)).collect()
        }
        ("items" | "additionalProperties" | "propertyNames", _) => rewrite(value, root),
        _ => value.clone(),
    }
}

fn implied_type(members: &Map<String, Value>) -> Option<&'static str> {
    let has = |keywords: &[&str]| {
        keywords
            .iter()
            .any(|keyword| members.contains_key(*keyword))
    };
    [
        (has(&STRING), "string"),
        (has(&NUMBER), "number"),
        (has(&OBJECT), "object"),
        (has(&ARRAY), "array"),
    ]
    .into_iter()
    .find_map(|(is_implied, of)| is_implied.then_some(of))
}

/// Makes the property of a `discriminator` required, and restricts it to the values of each alternative.
fn restrict_tags(out: &mut Map<String, Value>, discriminator: &Value, root: &Value) {
    let tag = discriminator["propertyName"].as_str().unwrap_or_default();
    let keyword = if out.contains_key("oneOf") {
        "oneOf"
    } else {
        "anyOf"
    };
    let Some(Value::Array(alternatives)) = out.get_mut(keyword) else {
        return;
    };
    // It has no effect on a single object.
    if alternatives
        .iter()
        .filter(|one| target_object(one, root).is_some())
        .count()
        < 2
    {
        return;
    }
    for alternative in alternatives {
        let Some(object) = target_object(alternative, root).cloned() else {
            continue;
        };
        let mapping = discriminator["mapping"].as_object();
        let mapping = mapping.into_iter().flatten();
        let mapped = mapping.filter(|(_, target)| **target == alternative["$ref"]);
        let mut values: Vec<_> = mapped.map(|(value, _)| value.clone()).collect();
        if values.is_empty() {
            let reference = alternative["$ref"].as_str().unwrap_or_default();
            values.extend(reference.rsplit('/').next().map(String::from));
        }
        let property = followed(&object["properties"][tag], root);
        let is_listed = property.get("const").or(property.get("enum")).is_some();
        let property = if is_listed {
            json!({"not": {"type": "null"}})
        } else {
            json!({ "enum": values })
        };
        let required = json!({"required": [tag], "properties": {tag: property}});
        *alternative = json!({"allOf": [alternative, required]});
    }
}

/// Returns the schema that a reference leads to, if it is that of an object.
fn target_object<'s>(schema: &'s Value, root: &'s Value) -> Option<&'s Value> {
    let target = followed(schema, root);
    let is_object =
        target["type"] == "object" || implied_type(target.as_object()?) == Some("object");
    is_object.then_some(target)
}

/// Returns the schema that a reference leads to.
fn followed<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    let reference = schema["$ref"].as_str();
    let target = reference.and_then(|reference| root.pointer(reference.trim_start_matches('#')));
    target.map_or(schema, |target| followed(target, root))
}
