//! What the import makes of each format and keyword: which bodies the definition accepts, and what the report says is lost.

use serde_json::{Value, json};
use std::fmt::Write as _;
use voucher_codegen::import::{Description, Imported, Options, Outcome};
use voucher_definition::Definition;

fn import_with(source: &str, options: &Options<'_>) -> Imported {
    let description = Description::read(source.as_bytes()).unwrap();
    let operation = description.operations()[0].clone();
    description.import(&operation, options).unwrap()
}

fn import(source: &str) -> Imported {
    import_with(source, &Options::default())
}

fn definition(imported: &Imported) -> &'static Definition {
    voucher_definition::read(imported.definition().as_bytes())
        .unwrap()
        .leak()
}

fn lost(imported: &Imported) -> Vec<&str> {
    let entries = imported.report().entries();
    let lost = entries.filter(|entry| entry.outcome() == Outcome::Lost);
    lost.map(voucher_codegen::import::Entry::pointer).collect()
}

/// Imports a body that loses nothing, and checks values with the definition.
#[track_caller]
fn exactly(source: &str, valid: &[Value], invalid: &[Value]) {
    let imported = import(source);
    assert_eq!(lost(&imported), Vec::<&str>::new());
    let definition = definition(&imported);
    for value in valid {
        let checked = definition.check(value);
        assert!(checked.is_ok(), "{value}: {checked:?}");
    }
    for value in invalid {
        assert!(definition.check(value).is_err(), "{value}");
    }
}

/// Returns a description with one operation whose body has a schema.
fn openapi(version: &str, schema: &Value, components: &Value) -> String {
    let operation =
        json!({ "requestBody": { "content": { "application/json": { "schema": schema } } } });
    let description = json!({
        "openapi": version,
        "paths": { "/things": { "post": operation } },
        "components": { "schemas": components },
    });
    description.to_string()
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn openapi_30_has_nullable_and_exclusive_limits_that_are_bools() {
    let schema = json!({
        "type": "object",
        "required": ["a", "b"],
        "properties": {
            "a": { "type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 5, "exclusiveMaximum": false },
            "b": { "type": "string", "nullable": true, "enum": ["x", null] },
        },
    });
    exactly(
        &openapi("3.0.3", &schema, &json!({})),
        &[json!({"a": 1, "b": null}), json!({"a": 5, "b": "x"})],
        &[
            json!({"a": 0, "b": null}),
            json!({"a": 6, "b": "x"}),
            json!({"a": 1, "b": "y"}),
            json!({"a": null, "b": "x"}),
        ],
    );
}

#[test]
fn openapi_31_has_lists_of_types_and_exclusive_limits_that_are_numbers() {
    let schema = json!({
        "type": ["object", "null"],
        "properties": {
            "a": { "type": ["integer", "null"], "exclusiveMinimum": 0 },
            "b": { "type": ["string", "boolean"] },
            "c": { "const": "on" },
        },
    });
    exactly(
        &openapi("3.1.0", &schema, &json!({})),
        &[
            json!(null),
            json!({"a": null, "b": true}),
            json!({"a": 1, "b": "", "c": "on"}),
        ],
        &[
            json!({"a": 0}),
            json!({"b": 1}),
            json!({"c": "off"}),
            json!([]),
        ],
    );
}

#[test]
fn keywords_beside_a_reference_apply_only_where_the_format_says_so() {
    let schema = json!({ "type": "object", "properties": { "a": { "$ref": "#/components/schemas/Name", "maxLength": 2 } } });
    let components = json!({ "Name": { "type": "string", "minLength": 1 } });
    let long = json!({"a": "long"});
    let (short, empty) = (json!({"a": "ab"}), json!({"a": ""}));
    exactly(
        &openapi("3.0.0", &schema, &components),
        &[long.clone(), short.clone()],
        std::slice::from_ref(&empty),
    );
    exactly(
        &openapi("3.1.0", &schema, &components),
        &[short],
        &[long, empty],
    );
}

#[test]
fn recursive_schemas_stay_recursive() {
    let tree = json!({
        "type": "object",
        "required": ["name"],
        "properties": { "name": { "type": "string" }, "children": { "type": "array", "items": refer("Tree") } },
    });
    exactly(
        &openapi("3.0.1", &refer("Tree"), &json!({ "Tree": tree })),
        &[json!({"name": "a", "children": [{"name": "b", "children": []}]})],
        &[json!({"name": "a", "children": [{"name": "b", "children": [{}]}]})],
    );
}

#[test]
fn parts_of_all_of_are_merged() {
    let schema = json!({
        "allOf": [
            refer("Base"),
            { "type": "object", "required": ["id"], "properties": { "size": { "type": "integer", "maximum": 5 } } },
        ],
    });
    let base = json!({
        "type": "object",
        "properties": { "id": { "type": "string" }, "size": { "type": "number", "minimum": 1 } },
    });
    exactly(
        &openapi("3.0.1", &schema, &json!({ "Base": base })),
        &[json!({"id": "a"}), json!({"id": "a", "size": 5})],
        &[
            json!({}),
            json!({"id": "a", "size": 0}),
            json!({"id": "a", "size": 6}),
            json!({"id": "a", "size": 2.5}),
        ],
    );
}

#[test]
fn a_property_tells_the_alternatives_of_one_of_apart() {
    let of = |name: &str, rest: Value| {
        let mut properties = json!({ "type": { "type": "string", "enum": [name] } });
        let own = properties.as_object_mut().unwrap();
        own.extend(rest.as_object().unwrap().clone());
        json!({ "type": "object", "required": ["type"], "properties": properties })
    };
    let schema = json!({
        "oneOf": [refer("Card"), refer("Bank")],
        "discriminator": { "propertyName": "type", "mapping": { "card": "#/components/schemas/Card" } },
    });
    let components = json!({
        "Card": of("card", json!({ "number": { "type": "string" } })),
        "Bank": of("bank", json!({ "number": { "type": "integer" } })),
    });
    exactly(
        &openapi("3.0.1", &schema, &components),
        &[
            json!({"type": "card", "number": "1"}),
            json!({"type": "bank", "number": 1}),
        ],
        &[
            json!({"type": "card", "number": 1}),
            json!({"type": "other"}),
            json!({}),
        ],
    );
}

#[test]
fn maps_and_closed_objects_keep_their_rules() {
    let schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "map": { "type": "object", "additionalProperties": { "type": "integer" }, "maxProperties": 2 },
        },
    });
    exactly(
        &openapi("3.0.1", &schema, &json!({})),
        &[json!({}), json!({"map": {"a": 1}})],
        &[
            json!({"other": 1}),
            json!({"map": {"a": "1"}}),
            json!({"map": {"a": 1, "b": 2, "c": 3}}),
        ],
    );
}

#[test]
fn references_by_id_and_anchor_lead_to_their_schemas() {
    exactly(
        r##"{
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://example.com/root.json",
            "type": "object",
            "properties": {
                "a": { "$ref": "part.json" },
                "b": { "$ref": "#short" },
                "c": { "$ref": "https://example.com/part.json#/$defs/inner" }
            },
            "$defs": {
                "part": { "$id": "part.json", "type": "integer", "$defs": { "inner": { "type": "boolean" } } },
                "short": { "$anchor": "short", "type": "string", "maxLength": 1 }
            }
        }"##,
        &[json!({"a": 1, "b": "x", "c": true})],
        &[json!({"a": "1"}), json!({"b": "xy"}), json!({"c": 1})],
    );
}

#[test]
fn older_drafts_have_ids_without_a_dollar_and_definitions() {
    exactly(
        r##"{
            "$schema": "http://json-schema.org/draft-04/schema#",
            "id": "https://example.com/event",
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "type": "string" },
                "size": { "$ref": "#/definitions/size", "maximum": 1 },
                "name": { "$ref": "#name" }
            },
            "definitions": {
                "size": { "type": "integer", "minimum": 0, "exclusiveMinimum": true },
                "name": { "id": "#name", "type": "string", "minLength": 1 }
            }
        }"##,
        &[json!({"id": "a", "size": 9, "name": "b"})],
        &[
            json!({}),
            json!({"id": "a", "size": 0}),
            json!({"id": "a", "name": ""}),
        ],
    );
}

#[test]
fn yaml_has_anchors_tags_and_merge_keys() {
    exactly(
        r#"
openapi: 3.0.0
paths:
  /things:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                a: &short
                  type: string
                  maxLength: 2
                b:
                  <<: *short
                  maxLength: 3
                c: *short
                d: { type: string, enum: [!!str 1, "yes", no, 2024-01-01] }
"#,
        &[
            json!({"a": "ab", "b": "abc", "c": "ab", "d": "1"}),
            json!({"d": "no"}),
            json!({"d": "2024-01-01"}),
        ],
        &[
            json!({"a": "abc"}),
            json!({"b": "abcd"}),
            json!({"c": "abc"}),
            json!({"d": 1}),
            json!({"d": false}),
        ],
    );
}

#[test]
fn a_part_of_a_description_needs_no_version() {
    exactly(
        r#"{"paths": {"/things": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "string"}}}}}}}}"#,
        &[json!("a")],
        &[json!(1)],
    );
}

#[test]
fn a_required_property_is_needed_unless_the_same_schema_declares_it_read_only() {
    let base = json!({
        "type": "object",
        "required": ["id", "name"],
        "properties": { "id": { "type": "string", "readOnly": true }, "name": { "type": "string" } },
    });
    let components = json!({ "Base": base });
    let schema = json!({ "allOf": [refer("Base"), { "required": ["id"] }] });
    exactly(
        &openapi("3.0.1", &refer("Base"), &components),
        &[json!({"name": "a"})],
        &[json!({"id": "a"})],
    );
    let imported = import(&openapi("3.0.1", &schema, &components));
    let definition = definition(&imported);
    assert!(definition.check(&json!({"name": "a"})).is_err());
    assert!(definition.check(&json!({"id": "b", "name": "a"})).is_ok());
    let id = definition
        .fields()
        .find(|field| field.name == "id")
        .unwrap();
    assert!(!id.read_only);
}

#[test]
fn a_property_without_valid_values_cannot_be_present() {
    let schema = json!({
        "type": "object",
        "properties": { "a": { "type": "string", "minLength": 2, "maxLength": 1 }, "b": false },
    });
    exactly(
        &openapi("3.1.0", &schema, &json!({})),
        &[json!({}), json!({"c": 1})],
        &[
            json!({"a": "x"}),
            json!({"a": 1}),
            json!({"b": null}),
            json!({"b": ""}),
        ],
    );
}

#[test]
fn what_a_definition_cannot_express_is_lost_where_it_is_and_accepted() {
    let schema = json!({
        "type": "object",
        "properties": {
            "a": { "type": "string", "not": { "const": "x" } },
            "b": { "type": "string", "pattern": "^(?!x)" },
            "c": { "$ref": "other.yaml#/Thing" },
            "d": { "type": "array", "prefixItems": [{ "type": "string" }] },
        },
    });
    let imported = import(&openapi("3.1.0", &schema, &json!({})));
    let body = "/paths/~1things/post/requestBody/content/application~1json/schema/properties";
    let keywords = ["a/not", "b/pattern", "c/$ref", "d/prefixItems"];
    assert_eq!(
        lost(&imported),
        keywords.map(|keyword| format!("{body}/{keyword}"))
    );
    let definition = definition(&imported);
    assert!(
        definition
            .check(&json!({"a": "x", "b": "x", "c": [1], "d": [1]}))
            .is_ok()
    );
    assert!(definition.check(&json!({"a": 1})).is_err());
}

#[test]
fn what_an_alternative_loses_is_reported_where_it_is() {
    let object = json!({
        "type": "object",
        "properties": { "a": { "type": "string" } },
        "additionalProperties": { "type": "integer" },
        "patternProperties": { "^b": { "type": "integer" } },
    });
    let either = json!({ "oneOf": [{ "type": "string" }, object] });
    let schema = json!({ "type": "object", "properties": { "either": either } });
    let source = openapi("3.1.0", &schema, &json!({}));
    let imported = import(&source);
    let description: Value = serde_json::from_str(&source).unwrap();
    let lost = lost(&imported);
    for keyword in ["additionalProperties", "patternProperties"] {
        let end = format!("/either/oneOf/1/{keyword}");
        let is_lost = lost.iter().any(|pointer| pointer.ends_with(&end));
        assert!(is_lost, "{keyword}: {lost:?}");
    }
    for pointer in lost {
        assert!(description.pointer(pointer).is_some(), "{pointer}");
    }
}

#[test]
fn parameters_of_the_path_item_apply_to_its_operations() {
    let source = "
openapi: 3.0.0
paths:
  /shops/{shop}/things/{id}:
    parameters:
      - { name: shop, in: path, required: true, schema: { type: integer } }
      - { name: limit, in: query, schema: { type: integer } }
      - { name: X-Trace, in: header, schema: { type: string } }
    get:
      parameters:
        - { name: limit, in: query, required: true, schema: { type: integer, maximum: 9 } }
        - { name: id, in: path, required: true, schema: { type: string } }
";
    let imported = import(source);
    assert_eq!(
        lost(&imported),
        ["/paths/~1shops~1{shop}~1things~1{id}/parameters/2"]
    );
    let file: Value = serde_json::from_str(imported.definition()).unwrap();
    assert_eq!(file["x-ravelin-path"], "/shops/:shop/things/:id");
    assert_eq!(file["x-ravelin-method"], "GET");
    assert_eq!(
        file["x-ravelin-parameters"],
        json!({"shop": {"type": "integer"}, "id": {"type": "string"}})
    );
    assert_eq!(
        file["x-ravelin-query"],
        json!({"limit": {"type": "integer", "maximum": 9, "x-ravelin-status": "required"}})
    );
}

#[test]
fn the_overlay_and_the_users_keywords_survive_a_second_import() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "integer" } } });
    let source = openapi("3.0.0", &schema, &json!({}));
    let first = import(&source);
    let mut edited: Value = serde_json::from_str(first.definition()).unwrap();
    edited["x-ravelin-host"] = json!("events");
    edited["properties"]["a"]["x-ravelin-sensitive"] = json!(true);
    edited["properties"]["b"]["description"] = json!("not kept");
    let overlay = br#"{"properties": {"b": null, "c": {"type": "boolean"}}}"#;
    let second = import_with(
        &source,
        &Options {
            previous: Some(edited.to_string().as_bytes()),
            overlay: Some(overlay),
            ..Options::default()
        },
    );
    let file: Value = serde_json::from_str(second.definition()).unwrap();
    assert_eq!(file["x-ravelin-host"], "events");
    assert_eq!(
        file["properties"],
        json!({"a": {"type": "string", "x-ravelin-sensitive": true}, "c": {"type": "boolean"}})
    );
}

#[test]
fn descriptions_that_cannot_be_read_have_one_line_that_says_why() {
    for (source, expected) in [
        (&b""[..], "the file is empty"),
        (
            b"[1]",
            "expected an OpenAPI description or a JSON Schema, found an array",
        ),
        (b"\xff\xfe", "byte 0 of the file is not valid UTF-8"),
        (
            b"{\"openapi\": \"3.0.0\"",
            "the JSON is invalid: EOF while parsing an object at line 1 column 19",
        ),
        (
            b"swagger: '2.0'",
            "Swagger 2.0 is not supported; convert the description to OpenAPI 3.0 or 3.1",
        ),
        (
            b"openapi: '4.0'",
            "OpenAPI 4.0 is not supported; expected 3.0 or 3.1",
        ),
        (b"a: 1\na: 2\n", "line 2: duplicate key `a`; remove one"),
        (
            b"a: 1\n---\nb: 2\n",
            "expected one YAML document, found several; split the file",
        ),
        (
            b"a: &a [*a]\n",
            "line 1: the alias refers to a value that contains it",
        ),
    ] {
        let error = Description::read(source).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let deep = "[".repeat(5000);
    assert!(Description::read(deep.as_bytes()).is_err());
    let mut bomb = String::from("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        writeln!(bomb, "a{level}: &a{level} [{before}]").unwrap();
    }
    let error = Description::read(bomb.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("there are more than "), "{error}");
}

#[test]
fn other_media_types_are_named() {
    let source = "
openapi: 3.0.0
paths:
  /upload:
    post: { requestBody: { content: { multipart/form-data: { schema: { type: object } } } } }
";
    let description = Description::read(source.as_bytes()).unwrap();
    let operation = description.find("POST /upload").unwrap();
    let error = description
        .import(&operation, &Options::default())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body has the media type `multipart/form-data`; expected JSON, such as `application/json`"
    );
    let error = description.find("POST /uplaod").unwrap_err().to_string();
    assert_eq!(
        error,
        "there is no operation `POST /uplaod`; did you mean `POST /upload`?"
    );
}

#[test]
fn paths_in_other_files_are_named() {
    let source = "{openapi: 3.0.0, paths: {/a: {$ref: 'a.yaml#/a'}, /b: {$ref: '#/paths/~1c'}, /c: {get: {}}}}";
    let description = Description::read(source.as_bytes()).unwrap();
    assert_eq!(description.unresolved_paths(), ["/a"]);
    let names = description.operations().iter();
    let names: Vec<_> = names
        .map(voucher_codegen::import::Operation::name)
        .collect();
    assert_eq!(names, ["GET /b", "GET /c"]);
}
