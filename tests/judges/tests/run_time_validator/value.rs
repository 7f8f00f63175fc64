//! Values that are valid or nearly valid for a schema.

use crate::choices::Choices;
use crate::schema::{NAMES, decimal, integer, scalars};
use serde_json::{Map, Value, json};

const TEXTS: [&str; 14] = [
    "a", "", "aab", "bb", "b1", "abc", "a\n", "é", "😀b", "b c", "SECRET", "1", "x", "-",
];
const FORMATTED: [&str; 12] = [
    "2026-11-28",
    "2026-11-31",
    "2026-1-28",
    "2026-11-28T10:00:00Z",
    "2026-11-28T10:00:00.5+01:00",
    "2026-11-28T10:00:00",
    "2026-11-28T24:00:00Z",
    "2026-12-31T23:59:60Z",
    "2026-11-28t10:00:00z",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
    "67E55044-10B1-426F-9247-BB680E5FE0C8",
    "67e5504410b1426f9247bb680e5fe0c8",
];

/// Returns a value of any type.
fn odd(choices: &mut Choices<'_>) -> Value {
    let odd = [
        json!(null),
        json!(true),
        json!(false),
        json!("SECRET"),
        json!([]),
        json!({}),
        json!([null]),
        json!({"a": null}),
        json!({"SECRET": "SECRET"}),
        json!(3),
        json!(5e-324),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(1e300),
    ];
    match choices.below(6) {
        0 => choices.value(&odd),
        1 => integer(choices),
        2 => decimal(choices),
        3 => choices.value(&scalars()),
        4 => text(choices),
        _ => json!({"tag": choices.below(3).to_string(), "a": choices.value(&odd)}),
    }
}

fn text(choices: &mut Choices<'_>) -> Value {
    let pool = if choices.percent(30) {
        &FORMATTED[..]
    } else {
        &TEXTS
    };
    (*choices.one(pool)).into()
}

/// Generates a value that is valid or nearly valid for the schema.
pub(crate) fn near(choices: &mut Choices<'_>, schema: &Value, root: &Value) -> Value {
    // A schema may be recursive, but there are not always more choices.
    if choices.percent(7) || choices.is_empty() {
        return odd(choices);
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return match root.pointer(reference.trim_start_matches('#')) {
            Some(target) => near(choices, target, root),
            None => odd(choices),
        };
    }
    let alternatives = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(alternatives) = alternatives.filter(|alternatives| !alternatives.is_empty()) {
        return of_alternatives(choices, alternatives, schema, root);
    }
    if let Some(listed) = schema["enum"]
        .as_array()
        .filter(|listed| !listed.is_empty())
    {
        let value = choices.value(listed);
        return as_float(choices, value);
    }
    if let Some(only) = schema.get("const") {
        return as_float(choices, only.clone());
    }
    match type_of(choices, schema) {
        Some("object") => object(choices, schema, root),
        Some("array") => array(choices, schema, root),
        Some("string") => string(choices, schema),
        Some("integer") => integer(choices),
        Some("number") => decimal(choices),
        Some("boolean") => (choices.below(2) > 0).into(),
        Some("null") => Value::Null,
        _ => odd(choices),
    }
}

/// Writes an integer as a float in some cases.
fn as_float(choices: &mut Choices<'_>, value: Value) -> Value {
    match value.as_i64().and_then(|small| i32::try_from(small).ok()) {
        Some(small) if choices.percent(20) => json!(f64::from(small)),
        _ => value,
    }
}

fn type_of<'s>(choices: &mut Choices<'_>, schema: &'s Value) -> Option<&'s str> {
    let implied = || {
        let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.get(keyword).is_some());
        if has(&[
            "properties",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ]) {
            return Some("object");
        }
        if has(&["items", "minItems", "maxItems", "uniqueItems"]) {
            return Some("array");
        }
        has(&["pattern", "minLength", "maxLength"]).then_some("string")
    };
    match &schema["type"] {
        Value::String(of) => Some(of),
        Value::Array(list) if !list.is_empty() => choices.one(list).as_str(),
        _ => implied(),
    }
}

/// Generates a value of one alternative, or an object of the members of two.
fn of_alternatives(
    choices: &mut Choices<'_>,
    alternatives: &[Value],
    schema: &Value,
    root: &Value,
) -> Value {
    let one = choices.one(alternatives);
    let mut value = near(choices, one, root);
    if choices.percent(15) {
        let other = choices.one(alternatives);
        let other = near(choices, other, root);
        if let (Value::Object(members), Value::Object(others)) = (&mut value, other) {
            members.extend(others);
        }
    }
    let discriminator = &schema["discriminator"];
    if let (Some(tag), Value::Object(members)) =
        (discriminator["propertyName"].as_str(), &mut value)
    {
        let mapping = discriminator["mapping"].as_object();
        let mapping = mapping
            .into_iter()
            .flatten()
            .map(|(value, _)| value.clone());
        let mut values: Vec<_> = mapping.collect();
        values.extend(["d1", "d2", "d3"].map(String::from));
        if choices.percent(80) {
            members.insert(tag.into(), choices.one(&values).clone().into());
        }
    }
    value
}

fn string(choices: &mut Choices<'_>, schema: &Value) -> Value {
    if schema.get("format").is_some() && choices.percent(80) {
        return (*choices.one(&FORMATTED)).into();
    }
    text(choices)
}

fn array(choices: &mut Choices<'_>, schema: &Value, root: &Value) -> Value {
    let any = Value::Bool(true);
    let items = schema.get("items").unwrap_or(&any);
    let mut elements: Vec<Value> = Vec::new();
    for _ in 0..choices.below(4) {
        let element = match elements.last() {
            Some(last) if choices.percent(25) => equal(last),
            _ => near(choices, items, root),
        };
        elements.push(element);
    }
    elements.into()
}

/// Returns a value that is equal, but written differently if possible.
fn equal(value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            let small = number.as_i64().and_then(|small| i32::try_from(small).ok());
            small.map_or_else(|| value.clone(), |small| json!(f64::from(small)))
        }
        Value::Array(elements) => elements.iter().map(equal).collect(),
        Value::Object(members) => {
            let members = members.iter().rev();
            let members = members.map(|(name, value)| (name.clone(), equal(value)));
            Value::Object(members.collect())
        }
        _ => value.clone(),
    }
}

fn object(choices: &mut Choices<'_>, schema: &Value, root: &Value) -> Value {
    let mut object = Map::new();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        if !choices.percent(15) {
            object.insert(name.clone(), near(choices, schema, root));
        }
    }
    let values = match &schema["additionalProperties"] {
        values @ Value::Object(_) => Some(values),
        _ => None,
    };
    let others = match (values, schema.get("properties")) {
        (None, Some(_)) => usize::from(choices.percent(10)),
        _ => choices.below(3),
    };
    for _ in 0..others {
        let name = *choices.one(&NAMES);
        let value = match values {
            Some(values) => near(choices, values, root),
            None => odd(choices),
        };
        object.insert(name.into(), value);
    }
    object.into()
}
