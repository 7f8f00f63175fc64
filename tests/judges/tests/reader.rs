//! The reader of definition files reports every mistake with its location, and bounds the time and memory of a malicious file.

use allocation_counter::measure;
use serde_json::{Value, json};
use voucher_definition::{Kind, Mistakes, Rule, read, read_entry};

fn mistakes(file: impl AsRef<[u8]>) -> Mistakes {
    read(file.as_ref()).expect_err("no definition")
}

/// Returns the line, column and message of each mistake.
fn mistakes_in(file: impl AsRef<[u8]>) -> Vec<(usize, usize, String)> {
    let mistakes = mistakes(file);
    let list = mistakes
        .iter()
        .map(|mistake| (mistake.line(), mistake.column(), mistake.message().into()));
    list.collect()
}

/// Returns the only mistake of a schema when it is used for a field.
fn of_field(schema: &Value) -> String {
    let file = json!({"x-ravelin-path": "/v2/a", "type": "object", "properties": {"a": schema}});
    let mistakes = mistakes(file.to_string());
    assert_eq!(mistakes.len(), 1, "{mistakes}");
    let first = mistakes.first();
    format!(
        "{}: {}",
        first.pointer().strip_prefix("/properties/a").unwrap(),
        first.message()
    )
}

#[test]
fn all_mistakes_in_a_file_are_reported_in_order() {
    let file = r##"{
  "$schema": "https://json-schema.org/draft/2019-09/schema",
  "x-ravelin-path": "v2/order",
  "type": "object",
  "required": ["order", "when"],
  "properties": {
    "order": {
      "type": "object",
      "properties": {
        "größe": { "type": "string", "minLenght": 2 },
        "id": { "type": ["string", "nil"] },
        "state": { "oneOf": [] },
        "any": { "not": {} },
        "items": { "type": "array", "items": { "$ref": "#/$defs/item" } }
      }
    }
  },
  "$defs": {
    "item": { "type": "object", "properties": { "price": { "type": "integer", "minimum": 9, "maximum": 1 } } }
  }
}
"##;
    assert_eq!(
        mistakes(file).to_string(),
        "line 2, column 3, /$schema: expected `https://json-schema.org/draft/2020-12/schema`, found \
         `https://json-schema.org/draft/2019-09/sc…`\n\
         line 3, column 3, /x-ravelin-path: invalid path `v2/order`; expected segments of letters, digits, `-`, `.`, `_` \
         and `~`, each after a `/`, or `:name` for a parameter\n\
         line 5, column 3, /required: unknown field `when` in `required`; add it to `properties`\n\
         line 10, column 38, /properties/order/properties/größe/minLenght: unknown keyword `minLenght`; did you mean \
         `minLength`?\n\
         line 11, column 17, /properties/order/properties/id/type: unknown type `nil`; expected `string`, `integer`, \
         `number`, `boolean`, `object`, `array` or `null`\n\
         line 12, column 20, /properties/order/properties/state/oneOf: `oneOf` is empty, so no value is valid\n\
         line 13, column 18, /properties/order/properties/any/not: `not` is not supported; remove it, and check the rule with \
         `#[ravelin(check = …)]`\n\
         line 19, column 93, /$defs/item/properties/price/maximum: the range is empty, so no value is valid"
    );
}

/// Schemas of a field, each with the pointer and message of its only mistake.
const OF_FIELD: &[(&str, &str)] = &[
    (
        r#"{"type": "text"}"#,
        "/type: unknown type `text`; expected `string`, `integer`, `number`, `boolean`, `object`, `array` or `null`",
    ),
    (
        r#"{"type": []}"#,
        "/type: `type` is empty, so no value is valid",
    ),
    (
        r#"{"type": ["string", "integer"], "minItems": 1}"#,
        "/minItems: `minItems` applies to none of the types; remove it",
    ),
    (
        r#"{"type": ["string", "integer"], "x-ravelin-kind": "identifier"}"#,
        "/x-ravelin-kind: a schema of several types has no kind; write `anyOf` with a schema for each type",
    ),
    (
        r#"{"nullable": true}"#,
        "/nullable: `nullable` without `type`; add `\"type\": …`",
    ),
    (
        r#"{"type": "string", "enum": ["a", null]}"#,
        "/enum: `enum` has `null`, but `type` does not allow it; write `\"type\": [\"…\", \"null\"]`",
    ),
    (
        r#"{"type": "string", "minimum": 1}"#,
        "/minimum: `minimum` does not apply to `\"type\": \"string\"`; remove it",
    ),
    (
        r#"{"type": "string", "minLength": -1}"#,
        "/minLength: expected an integer from 0 to 4294967295, found `-1`",
    ),
    (
        r#"{"type": "string", "minLength": "1"}"#,
        "/minLength: expected an integer from 0 to 4294967295, found a string",
    ),
    (
        r#"{"type": "string", "minLength": 2, "maxLength": 1}"#,
        "/maxLength: `maxLength` is below `minLength`, so no value is valid",
    ),
    (
        r#"{"type": "string", "format": "datetime"}"#,
        "/format: unknown format `datetime`; did you mean `date-time`?",
    ),
    (
        r#"{"type": "string", "format": "date_time"}"#,
        "/format: unknown format `date_time`; did you mean `date-time`?",
    ),
    (
        r#"{"type": "string", "format": "Date"}"#,
        "/format: unknown format `Date`; did you mean `date`?",
    ),
    (
        r#"{"type": "string", "format": "guid"}"#,
        "/format: unknown format `guid`; did you mean `uuid`?",
    ),
    (
        r#"{"type": "string", "enum": ["a"], "format": "UUID"}"#,
        "/format: unknown format `UUID`; did you mean `uuid`?",
    ),
    (
        r#"{"type": "string", "format": 1}"#,
        "/format: expected a string, found `1`",
    ),
    (
        r#"{"type": "string", "format": "date", "enum": ["2026-11-28", "2026-11"]}"#,
        "/enum: `2026-11` breaks the `format` of this field, so it is never valid; remove one",
    ),
    (
        r#"{"type": "string", "format": "uuid", "x-ravelin-kind": "identifier"}"#,
        "/x-ravelin-kind: expected `uuid`, found `identifier`",
    ),
    (
        r#"{"type": "string", "enum": ["a", "abc"], "maxLength": 2}"#,
        "/enum: `abc` breaks the `maxLength` of this field, so it is never valid; remove one",
    ),
    (
        r#"{"type": "string", "x-ravelin-kind": "amount"}"#,
        "/x-ravelin-kind: expected one of `text`, `identifier`, `currency`, found `amount`",
    ),
    (
        r#"{"type": "string", "x-ravelin-kind": "currency", "pattern": "^[A-Z]{3}$"}"#,
        "/pattern: a currency always has the pattern `^[a-zA-Z]{3}$`; remove this one",
    ),
    (
        r#"{"type": "string", "x-ravelin-kind": "identifier", "minLength": 0}"#,
        "/minLength: an identifier cannot be empty; expected a `minLength` of at least 1",
    ),
    (
        r#"{"type": "string", "pattern": "(?<=a)b"}"#,
        "/pattern: look-around is not supported; write what is accepted, limit the length with `length` (`maxLength` in a definition), or use `check` (at byte 0 of the expression)",
    ),
    (
        r#"{"enum": []}"#,
        "/enum: `enum` is empty, so no value is valid",
    ),
    (
        r#"{"type": "string", "enum": ["a", 1]}"#,
        "/enum: `enum` has an integer, but `type` does not allow it",
    ),
    (
        r#"{"type": "string", "enum": ["a", "b", "a"]}"#,
        "/enum/2: duplicate `a`; remove one",
    ),
    (
        r#"{"const": []}"#,
        "/const: expected strings, numbers, bools or `null`, found an array",
    ),
    (
        r#"{"type": "integer", "minimum": 1e30}"#,
        "/minimum: this bound is outside the range of 64-bit integers; remove it",
    ),
    (
        r#"{"type": "integer", "multipleOf": 0.5}"#,
        "/multipleOf: expected an integer of 64 bits, found `0.5`",
    ),
    (
        r#"{"type": "integer", "multipleOf": 0}"#,
        "/multipleOf: expected a number above 0, found `0`",
    ),
    (
        r#"{"type": "integer", "maximum": 3, "const": 4}"#,
        "/const: the value breaks another rule of this field, so no value is valid",
    ),
    (
        r#"{"type": "integer", "x-ravelin-kind": "time", "minimum": 100000000000, "maximum": 5}"#,
        "/maximum: `maximum` does not apply to a time, which is always from 100000000000 to 253402300799999; remove it",
    ),
    (
        r#"{"type": "number", "exclusiveMinimum": 1, "maximum": 1}"#,
        "/maximum: the range is empty, so no value is valid",
    ),
    (
        r#"{"type": "array", "items": false}"#,
        "/items: no value is valid for the schema `false`; remove it",
    ),
    (
        r#"{"type": "array", "uniqueItems": 1}"#,
        "/uniqueItems: expected `true` or `false`, found `1`",
    ),
    (
        r#"{"type": "object", "additionalProperties": 1}"#,
        "/additionalProperties: expected `true`, `false` or a schema, found `1`",
    ),
    (
        r#"{"type": "object", "properties": {"b": true}, "additionalProperties": {"type": "string"}}"#,
        "/additionalProperties: a schema beside `properties` is not supported; write `true` or `false`",
    ),
    (
        r#"{"type": "object", "properties": {"b": true}, "propertyNames": {"minLength": 1}}"#,
        "/propertyNames: `propertyNames` beside `properties` is not supported; remove it, and check the rule with `#[ravelin(check = …)]`",
    ),
    (
        r#"{"type": "object", "properties": {"b": true}, "additionalProperties": false, "minProperties": 2}"#,
        "/minProperties: `minProperties` is above the number of `properties`, so no value is valid",
    ),
    (
        r#"{"type": "object", "properties": {"b": true, "c": true}, "required": ["b", "c"], "maxProperties": 1}"#,
        "/maxProperties: `maxProperties` is below the number of `required` fields, so no value is valid",
    ),
    (
        r#"{"type": "object", "properties": {"b": true}, "minProperties": 2, "maxProperties": 1}"#,
        "/maxProperties: `maxProperties` is below `minProperties`, so no value is valid",
    ),
    (
        r#"{"type": "object", "minProperties": 2, "maxProperties": 1}"#,
        "/maxProperties: `maxProperties` is below `minProperties`, so no value is valid",
    ),
    (
        r#"{"type": "object", "propertyNames": {"type": "integer"}}"#,
        "/propertyNames: expected the schema of a string, because keys are strings",
    ),
    (
        r#"{"type": "integer", "enum": [1, 5], "maximum": 3}"#,
        "/enum: 5 breaks another rule of this field, so it is never valid; remove it",
    ),
    (
        r#"{"type": "number", "enum": [1, 0.5]}"#,
        "/enum: an `enum` of numbers may only have integers, found `0.5`; write `minimum` and `maximum`, or a `const`",
    ),
    (
        r#"{"oneOf": [{"type": "string"}, {"const": "a"}]}"#,
        "/oneOf: the alternatives number 0 and number 1 can both accept strings, and `oneOf` then rejects it; write `anyOf`, or make them differ",
    ),
    (
        r#"{"oneOf": [{"const": "a"}, {"enum": ["b", "a"]}]}"#,
        "/oneOf: the alternatives number 0 and number 1 can both accept `a`, and `oneOf` then rejects it; write `anyOf`, or make them differ",
    ),
    (
        r#"{"oneOf": [{"type": ["string", "null"]}, {"type": "null"}]}"#,
        "/oneOf: the alternatives number 0 and number 1 can both accept `null`, and `oneOf` then rejects it; write `anyOf`, or make them differ",
    ),
    (
        r#"{"oneOf": [true, {"type": "string"}]}"#,
        "/oneOf: the alternatives number 0 and number 1 can both accept the same value, and `oneOf` then rejects it; write `anyOf`, or make them differ",
    ),
    (
        r#"{"anyOf": [{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 2}]}"#,
        "/anyOf: the alternatives number 0 and number 1 both accept strings; write one schema for them, or remove one",
    ),
    (
        r#"{"oneOf": [{"anyOf": [{"type": "object", "properties": {"c": true}}, {"type": "object", "properties": {"d": true}}]}, {"type": "object", "properties": {"e": true}}]}"#,
        "/oneOf: the alternative `1` is an object of an alternative with alternatives, and others are objects, too; add a required property with another `const` in each, or write all of them in one `oneOf` or `anyOf`",
    ),
    (
        r#"{"anyOf": [{"type": "object", "properties": {"e": true}}, {"oneOf": [{"type": "object", "properties": {"c": true}}, {"type": "object", "properties": {"d": true}}]}]}"#,
        "/anyOf: the alternative `0` is an object of an alternative with alternatives, and others are objects, too; add a required property with another `const` in each, or write all of them in one `oneOf` or `anyOf`",
    ),
    (
        r#"{"type": "integer", "oneOf": [{"type": "string"}]}"#,
        "/oneOf: the alternative number 0 has another type than `type`; remove one of them",
    ),
    (
        r#"{"type": "string", "oneOf": [{"type": "null"}]}"#,
        "/oneOf: `type` excludes every alternative, so no value is valid",
    ),
    (
        r#"{"oneOf": [true, {"type": "null"}]}"#,
        "/oneOf: the alternatives number 0 and number 1 can both accept `null`, and `oneOf` then rejects it; write `anyOf`, or make them differ",
    ),
    (
        r#"{"nullable": true, "anyOf": [{"type": "string"}]}"#,
        "/nullable: `nullable` has no effect beside `anyOf`; add the alternative `{\"type\": \"null\"}`",
    ),
    (
        r#"{"nullable": true, "enum": ["a"]}"#,
        "/nullable: `nullable` without `type`; add `\"type\": …`",
    ),
    (
        r#"{"type": "null", "minLength": 1}"#,
        "/minLength: `minLength` applies to none of the types; remove it",
    ),
    (
        r#"{"type": "integer", "format": 1}"#,
        "/format: expected a string, found `1`",
    ),
    (
        r#"{"anyOf": [{"type": "object", "minProperties": 1}, {"type": "object", "properties": {}}]}"#,
        "/anyOf: the alternatives number 1 and number 0 both accept objects; write one schema for them, or remove one",
    ),
    (
        r#"{"minLength": 1, "anyOf": [{"type": "string"}]}"#,
        "/minLength: `minLength` beside `anyOf` is not supported; write it in each alternative",
    ),
    (
        r#"{"oneOf": [{"type": "string"}], "anyOf": [{"type": "string"}]}"#,
        "/anyOf: `oneOf` and `anyOf` are mutually exclusive; remove one",
    ),
    (
        r#"{"oneOf": [{"type": "object", "properties": {"c": true}}, {"type": "object"}], "discriminator": {"propertyName": "c"}}"#,
        "/oneOf: the alternatives number 1 and number 0 can both accept an object, and `oneOf` then rejects it; write `anyOf`, or make them differ",
    ),
    (
        r#"{"oneOf": [{"type": "object", "properties": {"c": true}}, {"type": "object", "properties": {"d": true}}], "discriminator": {"propertyName": "c"}}"#,
        "/discriminator: the property `c` selects an alternative, but the alternative number 0 has no value of that property; add it to `mapping`, or write a `const`",
    ),
    (
        r#"{"oneOf": [{"type": "object", "properties": {"c": true}}, {"type": "object", "properties": {"d": true}}], "discriminator": {}}"#,
        "/discriminator: missing `propertyName`; add the name of the property that tells the alternatives apart",
    ),
    (
        r#"{"type": "string", "x-ravelin-sensitiv": true}"#,
        "/x-ravelin-sensitiv: unknown keyword `x-ravelin-sensitiv`; did you mean `x-ravelin-sensitive`?",
    ),
    (
        r#"{"type": "string", "x-raveln-kind": "text"}"#,
        "/x-raveln-kind: unknown keyword `x-raveln-kind`; did you mean `x-ravelin-kind`?",
    ),
    (
        r#"{"type": "object", "properties": {"b": true}, "x-ravelin-exactly-one": [["b"]]}"#,
        "/x-ravelin-exactly-one/0: expected at least two fields in a group",
    ),
    (
        r#"{"type": "object", "required": ["b"]}"#,
        "/required: unknown field `b` in `required`; add it to `properties`",
    ),
    (
        r#"{"type": "object", "properties": {"b": {"type": "string", "x-ravelin-status": "required"}}}"#,
        "/properties/b/x-ravelin-status: a field with the status `required` must be listed in the `required` of its object",
    ),
    (
        r#"{"type": "object", "properties": {"aB": {"type": "string"}, "a_b": {"type": "string"}}}"#,
        "/properties/a_b: `aB` and `a_b` have the same Rust name `a_b`; rename one of them with `x-ravelin-rust-name`",
    ),
    (
        r#"{"type": "object", "properties": {"a_b": {"type": "string"}, "aB": {"type": "string"}}}"#,
        "/properties/aB: `a_b` and `aB` have the same Rust name `a_b`; rename one of them with `x-ravelin-rust-name`",
    ),
    (
        r#"{"type": "object", "properties": {"aB": {"type": "string"}, "a-b": {"type": "string"}}}"#,
        "/properties/a-b: `aB` and `a-b` have the same Rust name `a_b`; rename one of them with `x-ravelin-rust-name`",
    ),
    (
        r#"{"type": "object", "properties": {"b": {"type": "string"}}, "x-ravelin-exclusive": [["b", "c"]]}"#,
        "/x-ravelin-exclusive/0: unknown field `c` in `x-ravelin-exclusive`; did you mean `b`?",
    ),
    (
        r#"{"type": "string", "x-ravelin-rust-name": "a-b"}"#,
        "/x-ravelin-rust-name: expected a Rust identifier, found `a-b`",
    ),
    (
        r#"{"type": "string", "x-ravelin-path": "/a"}"#,
        "/x-ravelin-path: `x-ravelin-path` is only allowed at the top level of the file; move it there",
    ),
    (
        r#"{"type": "string", "title": 1}"#,
        "/title: expected a string, found a number",
    ),
    (
        r#"{"type": "string", "examples": "a"}"#,
        "/examples: expected an array, found a string",
    ),
    (
        r#"{"$ref": "https://example.com/a"}"#,
        "/$ref: expected a reference within this file such as `#/$defs/…`, found `https://example.com/a`",
    ),
    (
        r##"{"$ref": "#/$defs/a"}"##,
        "/$ref: there is no schema at `#/$defs/a` in this file",
    ),
    (
        r##"{"$ref": "#/properties/a"}"##,
        "/$ref: a reference to itself; write the schema",
    ),
    (
        "[1]",
        ": expected a schema, found an array; write an object with `type`",
    ),
];

#[test]
fn an_invalid_value_is_reported_at_its_keyword() {
    for (schema, expected) in OF_FIELD {
        let schema = serde_json::from_str(schema).unwrap();
        assert_eq!(of_field(&schema), *expected, "{schema}");
    }
}

/// Keywords of a document, each with a value and the resulting mistakes in file order.
const OF_DOCUMENT: [(&str, &str, &str); 12] = [
    (
        "x-ravelin-path",
        r#""/v2/a""#,
        "/x-ravelin-parameters/id: `id` is not a parameter of the path",
    ),
    (
        "x-ravelin-path",
        r#""/v2/:id/:id""#,
        "/x-ravelin-parameters: duplicate parameter `:id` in the path",
    ),
    (
        "x-ravelin-path",
        r#""/v2/:id/:b""#,
        "/x-ravelin-parameters: missing parameter `:b` of the path; add its schema",
    ),
    (
        "x-ravelin-path",
        r#""/v2/:id?a=b""#,
        "/x-ravelin-path: invalid path `/v2/:id?a=b`; expected segments of letters, digits, `-`, `.`, `_` and `~`, each after a `/`, or `:name` for a parameter",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "array", "items": {"type": "string"}}}"#,
        "/x-ravelin-parameters/id: expected a parameter of kind `text`, `identifier`, `enum`, `integer`, `date-time`, `date` or `uuid`",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "string", "enum": ["a", ""]}}"#,
        "/x-ravelin-parameters: `` cannot be a path segment; remove it from the values of `:id`",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "string", "const": ".."}}"#,
        "/x-ravelin-parameters: `..` cannot be a path segment; remove it from the values of `:id`",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "string", "maxLength": 0}}"#,
        "/x-ravelin-parameters: a path segment cannot be empty, so no value of `:id` is valid; remove `maxLength`",
    ),
    (
        "x-ravelin-method",
        r#""HEAD""#,
        "/x-ravelin-method: expected one of `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, found `HEAD`",
    ),
    (
        "x-ravelin-methd",
        r#""PUT""#,
        "/x-ravelin-methd: unknown keyword `x-ravelin-methd`; did you mean `x-ravelin-method`?",
    ),
    (
        "type",
        r#""string""#,
        "/properties: `properties` does not apply to `\"type\": \"string\"`; remove it",
    ),
    (
        "$defs",
        r#"{"unused": {"type": "strnig"}}"#,
        "/$defs/unused/type: unknown type `strnig`; did you mean `string`?",
    ),
];

/// The other formats of JSON Schema, and some of `OpenAPI`.
#[test]
fn any_other_format_of_a_string_has_no_effect() {
    for format in [
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uri-template",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "byte",
        "binary",
        "password",
        "ulid",
        "iso-8601",
        "",
    ] {
        let schema = json!({ "type": "string", "format": format });
        let field = read_entry(schema.to_string().as_bytes()).unwrap().leak();
        assert_eq!(field.kind, Kind::Text, "{format}");
        assert!(field.check(&json!("x")).is_ok());
    }
}

#[test]
fn a_format_is_checked_before_the_other_rules_of_the_string() {
    let schema = r#"{"type": "string", "format": "date-time", "maxLength": 20, "pattern": "Z$"}"#;
    let field = read_entry(schema.as_bytes()).unwrap().leak();
    assert_eq!(field.kind, Kind::DateTime);
    for (text, expected) in [
        ("2026-11-28T10:00:00Z", None),
        ("2026-11-28", Some(Rule::Format)),
        ("2026-11-28T10:00:00.5Z", Some(Rule::Length)),
        ("2026-11-28T10:00:00z", Some(Rule::Pattern)),
    ] {
        let rule = field
            .check(&json!(text))
            .err()
            .map(|found| found.first().rule());
        assert_eq!(rule, expected, "{text}");
    }
}

#[test]
fn the_document_itself_describes_a_request() {
    let request = json!({
        "x-ravelin-path": "/v2/a/:id",
        "x-ravelin-parameters": {"id": {"type": "string"}},
        "type": "object",
        "properties": {},
    });
    assert!(read(request.to_string().as_bytes()).is_ok());
    for (name, value, expected) in OF_DOCUMENT {
        let mut file = request.clone();
        file[name] = serde_json::from_str(value).unwrap();
        let mistakes = mistakes(file.to_string());
        let list = mistakes
            .iter()
            .map(|mistake| format!("{}: {}", mistake.pointer(), mistake.message()));
        assert_eq!(list.collect::<Vec<_>>().join("\n"), expected, "{name}");
    }
    let mistakes = mistakes(json!({"type": "object", "properties": {}}).to_string());
    assert_eq!(
        mistakes.first().message(),
        "missing `x-ravelin-path`; add the path of the request, such as `\"/v2/order\"`"
    );
}

#[test]
fn invalid_json_is_reported_where_it_becomes_invalid() {
    for (file, line, column, expected) in [
        (&b""[..], 1, 1, "invalid JSON: EOF while parsing a value"),
        (
            b"{\n  \"type\": \"object\",\n}",
            3,
            1,
            "invalid JSON: key must be a string",
        ),
        (
            b"{\r\n  \"\xc3\xa9\": oops\r\n}",
            2,
            8,
            "invalid JSON: expected value",
        ),
        (b"{} {}", 1, 4, "invalid JSON: trailing characters"),
        (
            b"\xef\xbb\xbf{}",
            1,
            1,
            "the file starts with a byte-order mark, which JSON does not allow; save it without one",
        ),
        (
            b"{\n \"a\": \"\xff\"}",
            2,
            8,
            "byte 9 of the file is not valid UTF-8",
        ),
        (
            b"{\"a\": 1, \"b\": 2, \"a\": 3}",
            1,
            18,
            "duplicate member `a`; remove one",
        ),
        (
            b"{\"\\ud800\": 1}",
            1,
            2,
            "invalid JSON: unexpected end of hex escape",
        ),
        (b"{\"a\": 1e999}", 1, 7, "invalid JSON: number out of range"),
    ] {
        assert_eq!(
            mistakes_in(file)[0],
            (line, column, expected.into()),
            "{file:?}"
        );
        assert_eq!(mistakes(file).first().pointer(), "");
    }
}

#[test]
fn any_line_ending_is_white_space() {
    let file = "{\r\n\"x-ravelin-path\": \"/v2/a\",\r\n\"type\": \"object\",\r\n\"properties\": {\"a\": {\"type\":\r\n\"string\"}}}\r\n";
    let definition = read(file.as_bytes()).unwrap().leak();
    assert_eq!(definition.object().fields[0].name, "a");
}

/// Checks that a file is rejected with this message and little memory; without the limit, it would exhaust time or memory.
fn assert_rejected(file: &str, expected: &str) {
    let mut mistakes = None;
    let usage = measure(|| mistakes = read(file.as_bytes()).err());
    let mistakes = mistakes.expect("no definition");
    let is_reported = mistakes.iter().any(|mistake| mistake.message() == expected);
    assert!(is_reported, "{}", mistakes.first());
    assert!(mistakes.len() <= 100, "{}", mistakes.len());
    assert!(usage.bytes_max < 64 << 20, "{} bytes", usage.bytes_max);
}

/// Returns a definition with this many fields.
fn wide(count: usize, schema: impl Fn(usize) -> Value) -> String {
    let fields = (0..count).map(|at| (format!("f{at}"), schema(at)));
    let fields: serde_json::Map<_, _> = fields.collect();
    json!({"x-ravelin-path": "/a", "type": "object", "properties": fields}).to_string()
}

#[test]
fn a_long_file_is_rejected() {
    let file = format!("{{\"$comment\":\"{}\"}}", "a".repeat(10 << 20));
    assert_rejected(
        &file,
        "expected a file of at most 8388608 bytes, found 10485775",
    );
    let name = "n".repeat(300);
    let file =
        json!({"x-ravelin-path": "/a", "type": "object", "properties": {name: {"type": "string"}}});
    assert_rejected(
        &file.to_string(),
        "expected a name of at most 255 bytes, found 300",
    );
}

#[test]
fn a_deeply_nested_file_is_rejected() {
    let nested = |open: &str, middle: &str, close: &str, depth: usize| {
        [open.repeat(depth), middle.into(), close.repeat(depth)].concat()
    };
    let deep = "arrays and objects are nested more than 256 deep";
    assert_rejected(&nested("[", "", "]", 10_000), deep);
    assert_rejected(&nested("{\"a\":", "1", "}", 10_000), deep);
    assert_rejected(
        &"[".repeat(1 << 20),
        "invalid JSON: EOF while parsing a list",
    );
    let open = "{\"x-ravelin-rust-name\":\"a\",\"type\":\"object\",\"properties\":{\"a\":";
    let file = nested(open, "{\"type\":\"string\"}", "}}", 70);
    assert_rejected(&file, "objects and arrays are nested more than 64 deep");
}

#[test]
fn too_many_fields_are_rejected_even_if_references_repeat_them() {
    let many = "expected at most 32768 fields, counting every use of a `$ref`";
    assert_rejected(&wide(40_000, |_| json!({"type": "string"})), many);
    // Each definition uses the previous one twice.
    let mut doubling = json!({"d0": {"type": "string"}});
    for at in 1..31 {
        let before = json!({"$ref": format!("#/$defs/d{}", at - 1)});
        doubling[format!("d{at}")] =
            json!({"type": "object", "properties": {"a": before, "b": before}});
    }
    let file = json!({
        "x-ravelin-path": "/a",
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/d30"}},
        "$defs": doubling,
    });
    assert_rejected(&file.to_string(), many);
}

#[test]
fn too_many_or_exploding_patterns_are_rejected() {
    let pattern = |pattern: String| json!({"type": "string", "pattern": pattern});
    let file = wide(300, |at| pattern(format!("^{at}$")));
    assert_rejected(&file, "expected at most 256 different patterns");
    let file = wide(12, |at| {
        pattern(format!(
            "^({}){{{}}}$",
            "abcdefghijklmnopqrstuvwxyz",
            10 + at
        ))
    });
    assert_rejected(
        &file,
        "the tables of all patterns need more than 128 KiB; repeat less",
    );
    let file = wide(300, |at| pattern(format!("(a|b)*a(a|b){{{}}}", 20 + at)));
    assert_rejected(
        &file,
        "not checked, because 16 other patterns are invalid; fix those first",
    );
}

#[test]
fn a_count_that_is_too_large_for_a_table_is_a_length() {
    let definition = |mut field: Value| {
        field["type"] = json!("string");
        let file = json!({
            "x-ravelin-path": "/a", "type": "object", "properties": {"a": field, "b": {"type": "string"}}
        });
        read(file.to_string().as_bytes())
    };
    let rejected = |field| definition(field).unwrap_err().to_string();
    for (pattern, is_match) in [
        ("^.{2,300}$", [false, false, true, true, false]),
        ("^[^é]{0,300}$", [true, true, true, false, false]),
        ("^(?:[\\s\\S]{300,})$", [false, false, false, true, true]),
        ("^.{0,4000}$", [true, true, true, true, true]),
    ] {
        let definition = definition(json!({"pattern": pattern})).unwrap().leak();
        let lengths = [0, 1, 2, 299, 400];
        for (length, is_match) in lengths.into_iter().zip(is_match) {
            let text = if length > 2 {
                "xé".repeat(length).chars().take(length + 1).collect()
            } else {
                "x".repeat(length)
            };
            let is_ok = definition.check(&json!({"a": text})).is_ok();
            assert_eq!(is_ok, is_match, "{pattern} {length}");
        }
        let schema = voucher_codegen::definition_file::write(definition, None);
        assert!(schema.contains(&format!("{pattern:?}")), "{schema}");
    }
    let both = definition(json!({"pattern": "^.{2,4000}$", "maxLength": 3}))
        .unwrap()
        .leak();
    assert!(both.check(&json!({"a": "123"})).is_ok());
    assert!(both.check(&json!({"a": "1234"})).is_err());
    assert!(both.check(&json!({"a": "1"})).is_err());
    let message = rejected(json!({"pattern": "^.{500,4000}$", "maxLength": 3}));
    assert!(message.contains("no value is valid"), "{message}");
    let message = rejected(json!({"pattern": "^a.{1,4000}$"}));
    assert!(message.contains("repeat less"), "{message}");
}

/// The length of a chain of references is limited, and so is the number of fields that references expand to.
#[test]
fn too_many_uses_of_a_definition_are_rejected() {
    let chain = |length: usize| {
        let chain = (0..length).map(|at| {
            (
                format!("d{at}"),
                json!({"$ref": format!("#/$defs/d{}", at + 1)}),
            )
        });
        let mut definitions: serde_json::Map<_, _> = chain.collect();
        definitions.insert(format!("d{length}"), json!({"type": "integer"}));
        let fields = (0..4_000).map(|at| (format!("f{at}"), json!({"$ref": "#/$defs/d0"})));
        let fields: serde_json::Map<_, _> = fields.collect();
        json!({"x-ravelin-path": "/a", "type": "object", "properties": fields, "$defs": definitions})
    };
    assert!(read(chain(31).to_string().as_bytes()).is_ok());
    let long = "more than 32 references in a row";
    assert_rejected(&chain(32).to_string(), long);
    assert_rejected(&chain(10_000).to_string(), long);

    let values: Vec<_> = (0..50_000).map(|at| format!("v{at}")).collect();
    let mut file = chain(1);
    file["$defs"]["d1"] = json!({"type": "string", "enum": values});
    let listed = "expected at most 131072 listed names and values, counting every use of a `$ref`";
    assert_rejected(&file.to_string(), listed);
    file["$defs"]["d1"] = json!({"type": "object", "properties": {}, "x-ravelin-exclusive": vec![json!([]); 100_000]});
    assert_rejected(&file.to_string(), "expected at least two fields in a group");
    file["$defs"]["d1"] = json!({"type": "object", "properties": {}, "required": values});
    assert_rejected(
        &file.to_string(),
        "unknown field `v0` in `required`; add it to `properties`",
    );

    let unused: serde_json::Map<_, _> = (0..40_000)
        .map(|at| (format!("u{at}"), json!({"type": "string"})))
        .collect();
    let file = json!({"x-ravelin-path": "/a", "type": "object", "properties": {}, "$defs": unused});
    assert_rejected(
        &file.to_string(),
        "expected at most 32768 fields, counting every use of a `$ref`",
    );
}

#[test]
fn a_file_full_of_mistakes_is_rejected() {
    let unknown: serde_json::Map<_, _> = (0..15_000)
        .map(|at| (format!("keyword{at}"), json!(1)))
        .collect();
    let file = wide(2, |_| unknown.clone().into());
    assert_rejected(
        &file,
        "unknown keyword `keyword0`; remove it, or write `$comment`",
    );
    let file = format!("[{}1]", "1,".repeat((1 << 19) - 2));
    assert_rejected(
        &file,
        "missing `x-ravelin-path`; add the path of the request, such as `\"/v2/order\"`",
    );
    let name = "n".repeat(1_025);
    assert_rejected(
        &format!("{{\"{name}\": 1}}"),
        "expected a name of at most 1024 bytes, found 1025",
    );
}
