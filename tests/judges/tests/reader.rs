//! The reader of definition files reports every mistake with its location, and bounds the time and memory of a malicious file.

use allocation_counter::measure;
use serde_json::{Value, json};
use voucher_definition::{Mistakes, read};

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
        "id": { "type": ["string", "null"] },
        "state": { "oneOf": [] },
        "any": {},
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
        "line 2, column 3, /$schema: a definition file is of `https://json-schema.org/draft/2020-12/schema`\n\
         line 3, column 3, /x-ravelin-path: `v2/order` is no path: write segments of letters, digits, `-`, `.`, `_`, `~`, \
         each behind a `/`, and `:name` for a parameter\n\
         line 5, column 3, /required: `required` lists `when`, which `properties` do not have\n\
         line 10, column 38, /properties/order/properties/größe/minLenght: unknown keyword `minLenght`; did you mean \
         `minLength`?\n\
         line 11, column 17, /properties/order/properties/id/type: a field has one type: write it alone (what is not there \
         is left out, never `null`)\n\
         line 12, column 20, /properties/order/properties/state/oneOf: `oneOf` is not read; write each form as a \
         definition of its own, or name fields that exclude each other in `x-ravelin-exclusive`\n\
         line 13, column 16, /properties/order/properties/any: a schema without `type` takes any value; add `\"type\": …`\n\
         line 19, column 93, /$defs/item/properties/price/maximum: no number is in this range, so no value can be sent"
    );
}

/// Schemas of a field, each with the pointer and message of its only mistake.
const OF_FIELD: [(&str, &str); 36] = [
    (
        r#"{"type": "text"}"#,
        "/type: `text` is no type of JSON Schema",
    ),
    (
        r#"{"type": "null"}"#,
        "/type: `null` is never sent: a value that is not there is left out",
    ),
    (
        r#"{"type": "string", "minimum": 1}"#,
        "/minimum: `minimum` asks nothing of `\"type\": \"string\"`; leave it out",
    ),
    (
        r#"{"type": "string", "minLength": -1}"#,
        "/minLength: `minLength` is an integer from 0 to 4294967295, not `-1`",
    ),
    (
        r#"{"type": "string", "minLength": "1"}"#,
        "/minLength: `minLength` is an integer from 0 to 4294967295, not a string",
    ),
    (
        r#"{"type": "string", "minLength": 2, "maxLength": 1}"#,
        "/maxLength: `maxLength` is below `minLength`, so no value can be sent",
    ),
    (
        r#"{"type": "string", "format": "date-time"}"#,
        "/format: a time is sent as an integer: write `\"type\": \"integer\", \"x-ravelin-kind\": \"time\"`, or leave `format` out where it is any text",
    ),
    (
        r#"{"type": "string", "format": "email"}"#,
        "/format: the format `email` is not checked; leave it out, and write `pattern` or a range for what it asks",
    ),
    (
        r#"{"type": "string", "x-ravelin-kind": "amount"}"#,
        "/x-ravelin-kind: `x-ravelin-kind` is one of `text`, `identifier`, `currency`, not `amount`",
    ),
    (
        r#"{"type": "string", "x-ravelin-kind": "currency", "pattern": "^[A-Z]{3}$"}"#,
        "/pattern: a currency has the pattern `^[a-zA-Z]{3}$`; leave it out",
    ),
    (
        r#"{"type": "string", "x-ravelin-kind": "identifier", "minLength": 0}"#,
        "/minLength: an identifier is not empty: its `minLength` is 1 at least",
    ),
    (
        r#"{"type": "string", "pattern": "(?<=a)b"}"#,
        "/pattern: look-around is not supported; write the characters, or use `check` (at byte 0 of the expression)",
    ),
    (
        r#"{"enum": []}"#,
        "/enum: `enum` lists nothing, so no value can be sent",
    ),
    (
        r#"{"enum": ["a", 1]}"#,
        "/enum: listed values are strings, and a number is none",
    ),
    (
        r#"{"type": "string", "enum": ["a", "b", "a"]}"#,
        "/enum/2: `enum` lists `a` twice",
    ),
    (
        r#"{"const": null}"#,
        "/const: the only value is a string, a number or a bool, not null",
    ),
    (
        r#"{"type": "integer", "minimum": 1e30}"#,
        "/minimum: an integer has 64 bits, and this is beyond; leave it out",
    ),
    (
        r#"{"type": "integer", "multipleOf": 0.5}"#,
        "/multipleOf: `multipleOf` is an integer of 64 bits here, not `0.5`",
    ),
    (
        r#"{"type": "integer", "multipleOf": 0}"#,
        "/multipleOf: `multipleOf` is above 0",
    ),
    (
        r#"{"type": "integer", "maximum": 3, "const": 4}"#,
        "/const: the only value breaks another rule of the field, so no value can be sent",
    ),
    (
        r#"{"type": "integer", "x-ravelin-kind": "time", "minimum": 100000000000, "maximum": 5}"#,
        "/maximum: a time is from 100000000000 to 253402300799999; leave `maximum` out",
    ),
    (
        r#"{"type": "number", "exclusiveMinimum": 1, "maximum": 1}"#,
        "/maximum: no number is in this range, so no value can be sent",
    ),
    (
        r#"{"type": "array"}"#,
        "/type: an array without `items` takes any entries; say what an entry is",
    ),
    (
        r#"{"type": "array", "items": true}"#,
        "/items: `true` and `false` are no schema of a field; write one with `type`",
    ),
    (
        r#"{"type": "object", "additionalProperties": {"type": "string"}}"#,
        "/additionalProperties: `additionalProperties` is `true` or `false` here; what members are, `properties` say, not an object",
    ),
    (
        r#"{"type": "object", "required": ["b"]}"#,
        "/required: `required` lists `b`, which `properties` do not have",
    ),
    (
        r#"{"type": "object", "properties": {"b": {"type": "string", "x-ravelin-status": "required"}}}"#,
        "/properties/b/x-ravelin-status: a field of this status stands in the object's `required`",
    ),
    (
        r#"{"type": "object", "properties": {"aB": {"type": "string"}, "a_b": {"type": "string"}}}"#,
        "/properties/a_b: `aB` and `a_b` are both `a_b` in Rust; name one of them with `x-ravelin-rust-name`",
    ),
    (
        r#"{"type": "object", "properties": {"b": {"type": "string"}}, "x-ravelin-exclusive": [["b", "c"]]}"#,
        "/x-ravelin-exclusive/0: `c` is not in `properties`",
    ),
    (
        r#"{"type": "string", "x-ravelin-rust-name": "a-b"}"#,
        "/x-ravelin-rust-name: `a-b` is no identifier of Rust",
    ),
    (
        r#"{"type": "string", "x-ravelin-path": "/a"}"#,
        "/x-ravelin-path: `x-ravelin-path` stands in the document itself only",
    ),
    (
        r#"{"type": "string", "title": 1}"#,
        "/title: `title` is not a number in JSON Schema",
    ),
    (
        r#"{"$ref": "https://example.com/a"}"#,
        "/$ref: `$ref` leads out of `$defs` of this file; write `#/$defs/…`, not `https://example.com/a`",
    ),
    (
        r##"{"$ref": "#/$defs/a"}"##,
        "/$ref: `$ref` leads to no schema of this file: there is none at `#/$defs/a`",
    ),
    (
        r##"{"$ref": "#/properties/a"}"##,
        "/$ref: `$ref` leads back to where it comes from; a table has an end, so write out how deep it goes",
    ),
    ("[1]", ": a schema is an object, not an array"),
];

#[test]
fn an_invalid_value_is_reported_at_its_keyword() {
    for (schema, expected) in OF_FIELD {
        let schema = serde_json::from_str(schema).unwrap();
        assert_eq!(of_field(&schema), expected, "{schema}");
    }
}

/// Keywords of a document, each with a value and the resulting mistakes in file order.
const OF_DOCUMENT: [(&str, &str, &str); 12] = [
    (
        "x-ravelin-path",
        r#""/v2/a""#,
        "/x-ravelin-parameters/id: `id` is no parameter of the path",
    ),
    (
        "x-ravelin-path",
        r#""/v2/:id/:id""#,
        "/x-ravelin-parameters: `:id` stands in the path twice",
    ),
    (
        "x-ravelin-path",
        r#""/v2/:id/:b""#,
        "/x-ravelin-parameters: `:b` of the path is not here: what is it?",
    ),
    (
        "x-ravelin-path",
        r#""/v2/:id?a=b""#,
        "/x-ravelin-path: `/v2/:id?a=b` is no path: write segments of letters, digits, `-`, `.`, `_`, `~`, each behind a `/`, and `:name` for a parameter",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "array", "items": {"type": "string"}}}"#,
        "/x-ravelin-parameters/id: a parameter is a string, an identifier, a listed value or an integer",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "string", "enum": ["a", ""]}}"#,
        "/x-ravelin-parameters: `` cannot be a segment of the path; remove it from the listed values of `:id`",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "string", "const": ".."}}"#,
        "/x-ravelin-parameters: `..` cannot be a segment of the path; remove it from the listed values of `:id`",
    ),
    (
        "x-ravelin-parameters",
        r#"{"id": {"type": "string", "maxLength": 0}}"#,
        "/x-ravelin-parameters: a segment of the path is not empty, so `:id` has no value",
    ),
    (
        "x-ravelin-method",
        r#""GET""#,
        "/x-ravelin-method: `x-ravelin-method` is one of `POST`, `PUT`, `PATCH`, `DELETE`, not `GET`",
    ),
    (
        "x-ravelin-methd",
        r#""PUT""#,
        "/x-ravelin-methd: unknown keyword `x-ravelin-methd`; did you mean `x-ravelin-method`?",
    ),
    (
        "type",
        r#""string""#,
        "/type: a definition is of an object with `properties`, the body of a request\n/properties: `properties` asks nothing of `\"type\": \"string\"`; leave it out",
    ),
    (
        "$defs",
        r#"{"unused": {"type": "strnig"}}"#,
        "/$defs/unused/type: `strnig` is no type of JSON Schema",
    ),
];

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
        "`x-ravelin-path` is missing: where does the request go? (`\"/v2/order\"`)"
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
            "the file begins with a byte-order mark, which JSON does not have; save it without one",
        ),
        (
            b"{\n \"a\": \"\xff\"}",
            2,
            8,
            "byte 9 of the file is no UTF-8",
        ),
        (
            b"{\"a\": 1, \"b\": 2, \"a\": 3}",
            1,
            18,
            "the member `a` stands there twice",
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
    assert_eq!(definition.body.fields[0].name, "a");
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
        "the file has 10485775 bytes, and at most 1048576 are read",
    );
    let name = "n".repeat(300);
    let file =
        json!({"x-ravelin-path": "/a", "type": "object", "properties": {name: {"type": "string"}}});
    assert_rejected(
        &file.to_string(),
        "the name of a field has at most 255 bytes",
    );
}

#[test]
fn a_deeply_nested_file_is_rejected() {
    let nested = |open: &str, middle: &str, close: &str, depth: usize| {
        [open.repeat(depth), middle.into(), close.repeat(depth)].concat()
    };
    let deep = "arrays and objects are nested more than 128 deep";
    assert_rejected(&nested("[", "", "]", 10_000), deep);
    assert_rejected(&nested("{\"a\":", "1", "}", 10_000), deep);
    assert_rejected(
        &"[".repeat(1 << 20),
        "invalid JSON: EOF while parsing a list",
    );
    let open = "{\"x-ravelin-rust-name\":\"a\",\"type\":\"object\",\"properties\":{\"a\":";
    let file = nested(open, "{\"type\":\"string\"}", "}}", 40);
    assert_rejected(
        &file,
        "objects and arrays of a body are nested at most 32 deep",
    );
}

#[test]
fn too_many_fields_are_rejected_even_if_references_repeat_them() {
    let many = "a definition has at most 4096 fields, each use of a `$ref` counted";
    assert_rejected(&wide(5_000, |_| json!({"type": "string"})), many);
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
    assert_rejected(&file, "a definition has at most 256 patterns");
    let file = wide(12, |at| {
        pattern(format!(
            "^({}){{{}}}$",
            "abcdefghijklmnopqrstuvwxyz",
            10 + at
        ))
    });
    assert_rejected(
        &file,
        "the tables of a definition's patterns take at most 128 KiB; repeat less",
    );
    let file = wide(300, |at| pattern(format!("(a|b)*a(a|b){{{}}}", 20 + at)));
    assert_rejected(
        &file,
        "16 patterns are refused, and this is not looked at; mend those first",
    );
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
    let long = "`$ref` leads to `$ref`, and that on, at most 32 times";
    assert_rejected(&chain(32).to_string(), long);
    assert_rejected(&chain(10_000).to_string(), long);

    let values: Vec<_> = (0..50_000).map(|at| format!("v{at}")).collect();
    let mut file = chain(1);
    file["$defs"]["d1"] = json!({"type": "string", "enum": values});
    let listed = "a definition lists at most 65536 names and values, each use of a `$ref` counted";
    assert_rejected(&file.to_string(), listed);
    file["$defs"]["d1"] = json!({"type": "object", "properties": {}, "x-ravelin-exclusive": vec![json!([]); 100_000]});
    assert_rejected(&file.to_string(), "a group names two fields at least");
    file["$defs"]["d1"] = json!({"type": "object", "properties": {}, "required": values});
    assert_rejected(
        &file.to_string(),
        "`required` lists `v0`, which `properties` do not have",
    );

    let unused: serde_json::Map<_, _> = (0..30_000)
        .map(|at| (format!("u{at}"), json!({"type": "string"})))
        .collect();
    let file = json!({"x-ravelin-path": "/a", "type": "object", "properties": {}, "$defs": unused});
    assert_rejected(
        &file.to_string(),
        "a definition has at most 4096 fields, each use of a `$ref` counted",
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
        "`x-ravelin-path` is missing: where does the request go? (`\"/v2/order\"`)",
    );
    let name = "n".repeat(1_025);
    assert_rejected(
        &format!("{{\"{name}\": 1}}"),
        "a name has at most 1024 bytes",
    );
}
