//! What the reader accepts is a JSON Schema: a keyword with a value that the meta-schema of JSON Schema forbids is a mistake,
//! wherever the schema is.

use serde_json::{Value, json};
use voucher_definition::read;

/// The keywords that the reader knows and JSON Schema defines.
const KEYWORDS: [&str; 36] = [
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "anyOf",
    "const",
    "contentEncoding",
    "contentMediaType",
    "default",
    "deprecated",
    "description",
    "enum",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "oneOf",
    "pattern",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "title",
    "writeOnly",
];

/// Values of every type, at the ends of what the meta-schema allows.
fn values() -> [Value; 22] {
    [
        json!(null),
        json!(true),
        json!(false),
        json!(-1),
        json!(0),
        json!(1),
        json!(1.5),
        json!(""),
        json!("a"),
        json!("("),
        json!([]),
        json!([null]),
        json!([1]),
        json!(["a"]),
        json!(["a", "a"]),
        json!([{}]),
        json!([[]]),
        json!({}),
        json!({"a": 1}),
        json!({"a": {}}),
        json!({"a": "b"}),
        json!({"a": {"type": 1}}),
    ]
}

/// One schema of each kind.
fn schemas() -> Vec<Value> {
    vec![
        json!({}),
        json!({"type": "string"}),
        json!({"type": "string", "format": "uuid"}),
        json!({"type": "string", "x-ravelin-kind": "identifier"}),
        json!({"type": ["string", "null"], "enum": ["a", null]}),
        json!({"oneOf": [{"const": "a", "description": "b"}]}),
        json!({"type": "integer"}),
        json!({"type": "integer", "enum": [1]}),
        json!({"type": "number"}),
        json!({"type": "boolean"}),
        json!({"const": null}),
        json!({"type": ["string", "integer"]}),
        json!({"type": "object"}),
        json!({"type": "object", "properties": {}}),
        json!({"type": "object", "properties": {"a": {}}, "required": ["a"]}),
        json!({"type": "object", "additionalProperties": true}),
        json!({"type": "object", "additionalProperties": {"type": "integer"}}),
        json!({"type": "object", "additionalProperties": {}, "propertyNames": {"minLength": 1}}),
        json!({"type": "array"}),
        json!({"type": "array", "items": {"type": "string"}}),
        json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        json!({"anyOf": [{"type": "object", "properties": {"b": {}}}, {"type": "null"}]}),
        json!({"$ref": "#/$defs/d"}),
    ]
}

/// Files that have a schema at each place of a file.
fn files(schema: &Value) -> Vec<Value> {
    let file = |members: Value| {
        let mut file = json!({"x-ravelin-path": "/v2/a", "$defs": {"d": {"type": "string"}}});
        let all = file.as_object_mut().unwrap();
        all.extend(members.as_object().unwrap().clone());
        file
    };
    let field = |schema: Value| file(json!({"type": "object", "properties": {"a": schema}}));
    vec![
        file(schema.clone()),
        field(schema.clone()),
        field(json!({"type": "array", "items": schema})),
        field(json!({"type": "object", "additionalProperties": schema})),
        field(json!({"type": "object", "additionalProperties": {}, "propertyNames": schema})),
        field(json!({"anyOf": [{"type": "boolean"}, schema]})),
        field(json!({"oneOf": [{"type": "boolean"}, schema]})),
        file(
            json!({"type": "object", "properties": {}, "$defs": {"d": {"type": "string"}, "unused": schema}}),
        ),
        file(
            json!({"type": "object", "properties": {"a": {"$ref": "#/$defs/used"}},
            "$defs": {"d": {"type": "string"}, "used": schema}}),
        ),
        file(json!({"type": "object", "properties": {},
            "x-ravelin-query": {"type": "object", "properties": {"q": schema}}})),
    ]
}

fn is_accepted(file: &Value) -> bool {
    read(file.to_string().as_bytes()).is_ok()
}

#[test]
fn a_keyword_with_a_value_that_json_schema_forbids_is_a_mistake() {
    let (mut rejected, mut accepted) = (0, Vec::new());
    for schema in schemas() {
        assert!(files(&schema).iter().any(is_accepted), "{schema}");
        for keyword in KEYWORDS {
            for value in values() {
                let mut changed = schema.clone();
                changed[keyword] = value;
                if jsonschema::draft202012::meta::is_valid(&changed) {
                    continue;
                }
                rejected += 1;
                accepted.extend(files(&changed).into_iter().filter(is_accepted));
            }
        }
    }
    assert!(rejected > 5_000, "{rejected}");
    let first: Vec<_> = accepted.iter().take(10).map(Value::to_string).collect();
    assert!(
        accepted.is_empty(),
        "{} accepted, such as:\n{}",
        accepted.len(),
        first.join("\n")
    );
}
