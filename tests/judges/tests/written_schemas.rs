//! The JSON Schema that is written for a definition accepts and rejects what the run-time validator does.

#[allow(dead_code)] // not all of it is used here
#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/definition.rs"]
mod definition;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/validator.rs"]
mod validator;
#[path = "run_time_validator/value.rs"]
mod value;

use choices::Choices;
use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::cell::RefCell;
use validator::validator;
use voucher_codegen::mutate::{Mutation, mutants};
use voucher_codegen::openapi::openapi;
use voucher_codegen::sample::samples;
use voucher_codegen::schema::schema as write;
use voucher_definition::currency::{LISTED, WITHDRAWN};
use voucher_definition::read;
use voucher_judges::shipped;

fn parsed_validator(schema: &str) -> Validator {
    validator(&serde_json::from_str(schema).unwrap())
}

/// Returns whether a value has a number that is not an integer of 53 bits or a small float, where validators may round.
fn is_inexact(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|float| float.abs() > 9e15),
        Value::Array(elements) => elements.iter().any(is_inexact),
        Value::Object(members) => members.values().any(is_inexact),
        _ => false,
    }
}

#[test]
fn each_shipped_schema_accepts_the_samples_and_rejects_the_mutants() {
    let with_bodies = shipped().into_iter().filter(|(of, _)| of.body.is_some());
    for (definition, _) in with_bodies {
        let text = write(definition, Some("voucher schema"), false).unwrap();
        assert!(!text.contains("x-ravelin"));
        let parsed: Value = serde_json::from_str(&text).unwrap();
        jsonschema::draft202012::meta::validate(&parsed).unwrap();
        let validator = parsed_validator(&text);
        for sample in samples(definition, 2).unwrap().take(60) {
            let body = sample.body.unwrap();
            assert!(validator.is_valid(&body), "{}: {body}", definition.name);
        }
        // Only the size of integers is not expressed.
        for mutant in mutants(definition, 2).unwrap() {
            let is_rejected = !validator.is_valid(&mutant.body);
            assert!(
                is_rejected || mutant.mutation == Mutation::Wide,
                "{mutant:?}"
            );
        }
        let kept = write(definition, None, true).unwrap();
        assert!(kept.contains("\"x-ravelin-path\""));
    }
}

#[test]
fn each_component_of_an_openapi_description_accepts_and_rejects_the_same_bodies() {
    let shipped = shipped();
    let definitions: Vec<_> = shipped.iter().map(|(definition, _)| *definition).collect();
    let description: Value = serde_json::from_str(&openapi(&definitions, None).unwrap()).unwrap();
    for definition in definitions.into_iter().filter(|of| of.body.is_some()) {
        let path = definition.path.replace(":id", "{id}");
        let operation = &description["paths"][path][definition.method.to_lowercase()];
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        let document = json!({"$ref": body["$ref"], "components": description["components"]});
        let validator = parsed_validator(&document.to_string());
        for sample in samples(definition, 3).unwrap().take(10) {
            let body = sample.body.unwrap();
            assert!(validator.is_valid(&body), "{}: {body}", definition.name);
        }
        for mutant in mutants(definition, 3).unwrap() {
            let is_rejected = !validator.is_valid(&mutant.body);
            assert!(
                is_rejected || mutant.mutation == Mutation::Wide,
                "{mutant:?}"
            );
        }
    }
}

#[test]
fn each_code_of_a_currency_is_accepted_in_any_case_and_no_other() {
    let file = json!({"x-ravelin-path": "/a", "type": "string", "x-ravelin-kind": "currency"});
    let definition = read(file.to_string().as_bytes()).unwrap().leak();
    let validator = parsed_validator(&write(definition, None, false).unwrap());
    for code in LISTED.iter().chain(&WITHDRAWN) {
        for code in [code.to_string(), code.to_lowercase()] {
            assert!(validator.is_valid(&code.into()));
        }
    }
    let letters = || b'A'..=b'Z';
    for (first, second, third) in letters()
        .flat_map(|first| letters().map(move |second| (first, second)))
        .flat_map(|(first, second)| letters().map(move |third| (first, second, third)))
    {
        let code = Value::from(String::from_utf8(vec![first, second, third]).unwrap());
        assert_eq!(validator.is_valid(&code), definition.check(&code).is_ok());
    }
}

#[test]
fn a_random_schema_accepts_what_the_run_time_validator_accepts() {
    let counts = RefCell::new([0, 0]);
    let words = (vec(any::<u32>(), 0..160), vec(any::<u32>(), 0..300));
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(words, values)| {
        let document = schema::document(&mut Choices::new(&words));
        let Some((file, definition)) = definition::definition(&document) else {
            return Ok(());
        };
        let Some(text) = write(definition, None, false) else {
            return Ok(());
        };
        let validator = parsed_validator(&text);
        let mut choices = Choices::new(&values);
        for _ in 0..16 {
            if choices.is_empty() {
                break;
            }
            let value = value::near(&mut choices, &document, &document);
            if is_inexact(&value) {
                continue;
            }
            let is_valid = definition.check(&value).is_ok();
            prop_assert_eq!(
                validator.is_valid(&value),
                is_valid,
                "{}\n{}\n{}",
                file,
                text,
                value
            );
            counts.borrow_mut()[usize::from(is_valid)] += 1;
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let [invalid, valid] = counts.into_inner();
    println!("{valid} values valid, {invalid} invalid");
    assert!(valid * 5 > invalid && invalid * 5 > valid);
}
