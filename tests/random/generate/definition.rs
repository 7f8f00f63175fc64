//! Random definition files with bodies of every shape.

use crate::choices::Choices;
use crate::schema;
use fastrand::Rng;
use serde_json::{Map, Value, json};
use voucher_definition::{Definition, read};

/// The size of a file in bytes: not too simple, and not too slow to compile.
const SIZE: std::ops::Range<usize> = 300..9000;

/// Schemas of the parameters of a query.
const PARAMETERS: [&str; 8] = [
    r#"{"type": "string", "minLength": 1, "maxLength": 3}"#,
    r#"{"type": "string", "pattern": "^[ab1]{2}$"}"#,
    r#"{"type": "string", "format": "date", "x-ravelin-status": "required"}"#,
    r#"{"type": "integer", "minimum": -2, "maximum": 9}"#,
    r#"{"type": "integer", "enum": [1, 2]}"#,
    r#"{"type": "number", "exclusiveMaximum": 2.5}"#,
    r#"{"type": "array", "items": {"type": "string", "enum": ["a", "b c"]}, "maxItems": 2}"#,
    r#"{"type": "boolean"}"#,
];

/// Returns the next definition file with a body, and its definition. Of ten, one is an array, one a map and two are recursive;
/// every third has a query, and every second has kinds.
pub(crate) fn definition(index: u64, random: &mut Rng) -> (String, &'static Definition) {
    loop {
        let mut file = match index % 10 {
            3 => container("array", "items", random),
            6 => container("object", "additionalProperties", random),
            2 | 7 => recursive(random),
            _ => object(random),
        };
        if index % 3 == 1 {
            file["x-ravelin-query"] = query(random);
        }
        if index % 2 == 1 {
            add_kinds(&mut file, random);
        }
        remove_unused(&mut file);
        file["x-ravelin-path"] = "/v1/random".into();
        let file = format!("{file:#}");
        let definition = read(file.as_bytes()).ok().map(|model| model.leak());
        let definition = definition.filter(|definition| definition.body.is_some());
        if let (Some(definition), true) = (definition, SIZE.contains(&file.len())) {
            return (file, definition);
        }
    }
}

/// Returns an object with three to six properties.
fn object(random: &mut Rng) -> Value {
    let mut file = json!({"type": "object", "properties": {}, "required": [], "$defs": {}});
    let (mut properties, mut required, mut shared) = (Map::new(), Vec::new(), Map::new());
    for index in 0..random.usize(3..=6) {
        let name = format!("p{index}");
        let schema = part(&name, &format!("#/properties/{name}"), &mut shared, random);
        properties.insert(name.clone(), schema);
        if random.u8(..3) == 0 {
            required.push(name);
        }
    }
    file["properties"] = properties.into();
    file["required"] = required.into();
    file["$defs"] = shared.into();
    file
}

/// Returns an object with a list and a tree.
fn recursive(random: &mut Rng) -> Value {
    let mut shared = Map::new();
    let value = part("v", "#/$defs/node/properties/value", &mut shared, random);
    let node = json!({
        "type": "object",
        "properties": {
            "value": value,
            "next": {"$ref": "#/$defs/node"},
            "nodes": {"type": "array", "items": {"$ref": "#/$defs/node"}, "maxItems": 2},
        },
    });
    shared.insert("node".into(), node);
    json!({
        "type": "object",
        "properties": {"list": {"$ref": "#/$defs/node"}, "trees": {"type": "array", "items": {"$ref": "#/$defs/node"}}},
        "$defs": shared,
    })
}

/// Removes definitions that nothing refers to.
fn remove_unused(file: &mut Value) {
    loop {
        let text = file.to_string();
        let Some(shared) = file["$defs"].as_object_mut() else {
            return;
        };
        let count = shared.len();
        shared.retain(|name, _| text.contains(&format!("\"#/$defs/{name}\"")));
        if shared.len() == count {
            return;
        }
    }
}

/// Returns an array or a map.
fn container(of: &str, keyword: &str, random: &mut Rng) -> Value {
    let mut shared = Map::new();
    let inner = part("p", &format!("#/{keyword}"), &mut shared, random);
    json!({"type": of, keyword: inner, "$defs": shared})
}

/// Returns a random schema that the reader accepts. What it refers to is added to `shared`, with names that start with `name`;
/// `pointer` is where the schema will be.
fn part(name: &str, pointer: &str, shared: &mut Map<String, Value>, random: &mut Rng) -> Value {
    let schema = readable(random).to_string();
    let schema = schema.replace("\"#\"", &format!("\"{pointer}\""));
    let schema = schema.replace("#/$defs/d", &format!("#/$defs/{name}d"));
    let mut schema: Value = serde_json::from_str(&schema).expect("JSON with other names");
    let defined = schema.as_object_mut();
    let defined = defined.and_then(|members| members.shift_remove("$defs"));
    for (key, value) in defined
        .as_ref()
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        shared.insert(format!("{name}{key}"), value.clone());
    }
    schema
}

/// Returns a random schema that the reader accepts. Most are not small.
fn readable(random: &mut Rng) -> Value {
    let size = random.usize(40..250);
    for attempt in 0.. {
        let words: Vec<u32> = (0..random.usize(20..140)).map(|_| random.u32(..)).collect();
        let schema = schema::document(&mut Choices::new(&words));
        let mut file = schema.clone();
        let Value::Object(members) = &mut file else {
            continue;
        };
        members.insert("x-ravelin-path".into(), "/v1/part".into());
        let is_large = schema.to_string().len() > size || attempt > 60;
        if is_large && read(file.to_string().as_bytes()).is_ok() {
            return schema;
        }
    }
    json!({})
}

fn query(random: &mut Rng) -> Value {
    let parameters = (0..random.usize(1..=2)).map(|index| {
        let schema = PARAMETERS[random.usize(..PARAMETERS.len())];
        let schema: Value = serde_json::from_str(schema).expect("JSON");
        (format!("q{index}"), schema)
    });
    Value::Object(parameters.collect())
}

/// Makes some strings identifiers and currencies, and some integers amounts and times.
fn add_kinds(schema: &mut Value, random: &mut Rng) {
    match schema {
        Value::Object(members) => {
            let of = members.get("type").and_then(Value::as_str);
            let kinds: &[&str] = match (of, members.len()) {
                (Some("string"), 1) => &["identifier", "currency"],
                (Some("integer"), 1) => &["amount", "time"],
                (Some("integer"), _) => &["amount"],
                _ => &[],
            };
            let is_listed = members.contains_key("enum") || members.contains_key("const");
            if let (Some(kind), false, 0) = (random.choice(kinds), is_listed, random.u8(..4)) {
                members.insert("x-ravelin-kind".into(), (*kind).into());
            }
            let inner = members.iter_mut();
            for (_, value) in inner
                .filter(|(name, _)| !["enum", "const", "x-ravelin-query"].contains(&name.as_str()))
            {
                add_kinds(value, random);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                add_kinds(element, random);
            }
        }
        _ => {}
    }
}
