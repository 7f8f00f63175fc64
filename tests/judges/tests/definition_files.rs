//! A definition that is written as a definition file is read as the same definition.

#[allow(dead_code)] // not all of it is used here
#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/definition.rs"]
mod definition;
#[path = "run_time_validator/schema.rs"]
mod schema;

use choices::Choices;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::cell::RefCell;
use voucher_codegen::definition_file::write;
use voucher_definition::{Definition, read};
use voucher_judges::shipped;

fn read_value(file: &Value) -> &'static Definition {
    match read(file.to_string().as_bytes()) {
        Ok(model) => model.leak(),
        Err(mistakes) => panic!("{mistakes}\n{file}"),
    }
}

/// Writes a definition, reads the file, and returns the file as JSON.
fn round_trip(definition: &'static Definition) -> Value {
    let file = write(definition, None);
    let copy = match read(file.as_bytes()) {
        Ok(model) => model.leak(),
        Err(mistakes) => panic!("{mistakes}\n{file}"),
    };
    assert_eq!(copy, definition, "{file}");
    assert_eq!(write(copy, None), file);
    serde_json::from_str(&file).unwrap()
}

#[test]
fn each_shipped_definition_is_read_as_the_same_definition() {
    for (definition, original) in shipped() {
        let file = round_trip(definition);
        jsonschema::draft202012::meta::validate(&file).unwrap();
        // Nearly as long as the original.
        let (length, original) = (file.to_string().len(), original.to_string().len());
        assert!(
            length < original * 3 / 2,
            "{}: {length} {original}",
            definition.name
        );
    }
}

#[test]
fn everything_about_a_request_and_a_field_is_written() {
    let definition = read_value(&json!({
        "description": "d", "deprecated": true, "x-ravelin-method": "PUT", "x-ravelin-host": "3ds",
        "x-ravelin-path": "/v1/shops/:shop", "x-ravelin-module": "other", "x-ravelin-source": "s",
        "x-ravelin-read": "2026-11-28", "x-ravelin-partial": true, "x-ravelin-sensitive": true,
        "x-ravelin-parameters": {"shop": {"type": "string", "x-ravelin-kind": "identifier"}},
        "x-ravelin-query": {
            "a": {"type": "integer", "x-ravelin-status": "required"},
            "b": {"type": "array", "items": {"type": "string"}, "x-ravelin-status": "important"},
        },
        "type": "object", "required": ["r"],
        "properties": {
            "r": {"type": "string", "maxLength": 3, "pattern": "^a", "x-ravelin-rust-name": "x", "x-ravelin-evidence": "client"},
            "n": {"type": "number", "minimum": 1.50, "exclusiveMaximum": 2e3, "multipleOf": 0.10},
            "u": {"type": ["string", "null"], "enum": ["a", null], "x-ravelin-status": "unknown", "x-ravelin-source": ""},
            "c": {"type": "number", "const": 1.0},
            "o": {"oneOf": [{"const": "A", "description": "a"}, {"const": "B"}, {"const": "C", "deprecated": true}, {"type": "null"}]},
            "b": {"oneOf": [{"const": false, "description": "no"}, {"const": true}]},
            "m": {"type": "object", "additionalProperties": {"x-ravelin-kind": "any"}, "propertyNames": {"maxLength": 3}},
            "e": {"type": "object", "additionalProperties": false},
            "l": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "integer", "enum": [1, 2]}},
            "k": {"type": "object", "minProperties": 1, "readOnly": true, "deprecated": true},
        },
        "x-ravelin-exclusive": [["n", "u"]],
        "x-ravelin-exactly-one": [["c", "o"]],
    }));
    let file = round_trip(definition);
    assert_eq!(file["properties"]["u"]["x-ravelin-source"], "");
    assert!(write(definition, Some("c")).contains("\"$comment\": \"c\""));
}

#[test]
fn names_of_alternatives_and_recursion_are_written() {
    let alternatives = json!([{"$ref": "#/$defs/card"}, {"$ref": "#/$defs/cash"}, {"type": "string"}, {"type": "null"}]);
    let definition = read_value(&json!({
        "x-ravelin-path": "/a", "description": "root", "deprecated": true,
        "type": ["object", "null"],
        "properties": {
            "any": {"anyOf": alternatives},
            "child": {"$ref": "#"},
            "list": {"type": "array", "items": {"$ref": "#/$defs/node"}},
            "tree": {"$ref": "#/$defs/node"},
            "tagged": {
                "oneOf": [{"$ref": "#/$defs/one"}, {"$ref": "#/$defs/two"}],
                "discriminator": {"propertyName": "kind", "mapping": {"1": "#/$defs/one", "2": "#/$defs/two", "3": "#/$defs/two"}},
            },
            "a/b": {"type": "object", "properties": {"größe %": {"oneOf": [{"$ref": "#/properties/a~1b"}, {"type": "null"}]}}},
        },
        "$defs": {
            "card": {"type": "object", "properties": {"bin": {"type": "string"}}},
            "cash": {"type": "object", "properties": {"amount": {"type": "integer", "x-ravelin-kind": "amount"}}},
            "node": {
                "description": "a node", "x-ravelin-sensitive": true, "x-ravelin-evidence": "inferred",
                "type": "object",
                "properties": {
                    "next": {"$ref": "#/$defs/node", "description": ""},
                    "other": {"oneOf": [{"$ref": "#/$defs/node"}, {"type": "integer"}]},
                },
            },
            "one": {"type": "object", "required": ["z", "kind"], "properties": {"z": {"const": "z1"}, "kind": {"type": "string", "maxLength": 9}}},
            "two": {"type": "object", "required": ["z", "kind"], "properties": {"z": {"const": "z2"}, "kind": {"type": "string", "pattern": "^."}}},
        },
    }));
    round_trip(definition);
}

#[test]
fn a_schema_that_is_repeated_is_written_once() {
    let place = json!({"type": "object", "properties": {
        "street": {"type": "string", "maxLength": 100}, "city": {"type": "string", "description": "the name of the city"},
        "country": {"type": "string"}, "region": {"type": "string"}}});
    let mut from = place.clone();
    from["description"] = "where it starts".into();
    let definition = read_value(&json!({
        "x-ravelin-path": "/a", "type": "object",
        "properties": {
            "from": from, "to": place.clone(),
            "stops": {"type": "array", "items": {"type": "object", "properties": {"place": place}}},
        },
    }));
    let file = round_trip(definition);
    assert_eq!(file["$defs"].as_object().unwrap().len(), 1);
    assert_eq!(
        file["properties"]["from"],
        json!({"description": "where it starts", "$ref": "#/$defs/from"})
    );
}

#[test]
fn random_definitions_are_read_as_the_same_definition() {
    let count = RefCell::new(0);
    let words = vec(any::<u32>(), 0..220);
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |words| {
        let schema = schema::document(&mut Choices::new(&words));
        let Some((file, definition)) = definition::definition(&schema) else {
            return Ok(());
        };
        let written = write(definition, None);
        *count.borrow_mut() += 1;
        match read(written.as_bytes()) {
            Ok(model) => prop_assert_eq!(model.leak(), definition, "{}\n{}", file, written),
            Err(mistakes) => prop_assert!(false, "{}\n{}\n{}", mistakes, file, written),
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    assert!(count.into_inner() > voucher_judges::cases() / 3);
}
