//! `timestamp = now` is accepted only if the body has a `timestamp` that is a time.

use super::mistake::DefinitionFile;
use crate::attr::Role;

const TIME: &str = r#"{ "type": "integer", "x-ravelin-kind": "time" }"#;

fn body(timestamp: &str) -> String {
    format!(
        r#"{{ "x-ravelin-path": "/v1/note", "type": "object", "required": ["timestamp"],
        "properties": {{ "timestamp": {timestamp}, "note": {{ "type": "string" }} }} }}"#
    )
}

#[test]
fn now_for_a_timestamp_of_another_kind_is_one_mistake() {
    let kinds = [
        (r#"{ "type": "string" }"#, "a string"),
        (
            r#"{ "type": "string", "x-ravelin-kind": "identifier" }"#,
            "an identifier",
        ),
        (
            r#"{ "type": "string", "x-ravelin-kind": "currency" }"#,
            "a currency",
        ),
        (r#"{ "type": "string", "enum": ["now"] }"#, "a listed value"),
        (r#"{ "type": "integer" }"#, "an integer"),
        (
            r#"{ "type": "integer", "x-ravelin-kind": "amount" }"#,
            "an amount",
        ),
        (r#"{ "type": "number" }"#, "a number"),
        (r#"{ "type": "boolean" }"#, "a bool"),
        (r#"{ "type": "object" }"#, "an object"),
        (
            r#"{ "type": "object", "properties": { "at": { "type": "integer", "x-ravelin-kind": "time" } } }"#,
            "an object",
        ),
        (
            r#"{ "type": "array", "items": { "type": "integer", "x-ravelin-kind": "time" } }"#,
            "an array",
        ),
    ];
    for (index, (schema, noun)) in kinds.into_iter().enumerate() {
        let file = DefinitionFile::new(&format!("clock-{index}"), &body(schema));
        for field in ["note: String", "note: String, timestamp: String"] {
            if field.contains("timestamp") && schema.contains("properties") {
                continue; // `timestamp` is the entity, which no field can map
            }
            let source = format!(
                r#"#[ravelin(definition = "FILE", timestamp = now)] struct Note {{ {field} }}"#
            );
            let found = file.mistakes(Role::Event, &source);
            let [(message, underlined)] = found.as_slice() else {
                panic!("{schema}, {field}: {found:?}");
            };
            assert_eq!(underlined, "now", "{schema}");
            assert!(
                message.contains(&format!("the `timestamp` of `v1/note` is {noun}")),
                "{message}"
            );
        }
    }
}

#[test]
fn now_without_a_timestamp_in_the_body_is_one_mistake() {
    let cases = [
        (
            r#""required": ["note"], "properties": { "note": { "type": "object", "required": ["timestamp"],
            "properties": { "timestamp": TIME } } }"#,
            "`note`",
        ),
        (
            r#""properties": { "a": { "type": "object", "properties": { "timestamp": TIME } },
            "b": { "type": "object", "properties": { "c": { "type": "string" } } } }"#,
            "`a`",
        ),
        (
            r#""properties": { "note": { "type": "string" } }"#,
            "no timestamp",
        ),
    ];
    for (index, (schema, location)) in cases.into_iter().enumerate() {
        let schema = format!(r#"{{ "x-ravelin-path": "/v1/note", "type": "object", {schema} }}"#);
        let schema = schema.replace("TIME", TIME);
        let file = DefinitionFile::new(&format!("elsewhere-{index}"), &schema);
        let source = r#"#[ravelin(definition = "FILE", timestamp = now)] struct Note {}"#;
        let found = file.mistakes(Role::Event, source);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].1, "now");
        assert!(found[0].0.contains(location), "{found:?}");
    }
}

#[test]
fn now_and_another_source_of_the_timestamp_are_one_mistake() {
    let time =
        r#"{ "type": "integer", "x-ravelin-kind": "time", "x-ravelin-evidence": "inferred" }"#;
    let file = DefinitionFile::new("two-clocks", &body(time));
    for (keys, fields, underlined) in [
        ("constant(timestamp = 1512828988000)", "", "timestamp"),
        ("optional(timestamp)", "", "timestamp"),
        ("constant(note = \"\")", "timestamp: Timestamp", "timestamp"),
        (
            "constant(note = \"\")",
            "#[ravelin(unix = \"s\")] timestamp: i64",
            "timestamp",
        ),
    ] {
        let source = format!(
            r#"#[ravelin(definition = "FILE", timestamp = now, {keys})] struct Note {{ {fields} }}"#
        );
        let found = file.mistakes(Role::Event, &source);
        assert_eq!(found.len(), 1, "{keys}, {fields}: {found:?}");
        assert_eq!(found[0].1, underlined, "{keys}, {fields}");
    }
    let source = r#"#[ravelin(definition = "FILE", timestamp = now)] struct Note { note: String }"#;
    assert_eq!(file.mistakes(Role::Event, source), []);
}
