//! Every sample of a definition is valid for the run-time validator and for a JSON Schema validator.

#[allow(dead_code)] // not all of it is used here
#[path = "run_time_validator/choices.rs"]
mod choices;
#[path = "run_time_validator/definition.rs"]
mod definition;
#[path = "run_time_validator/reference.rs"]
mod reference;
#[path = "run_time_validator/schema.rs"]
mod schema;
#[path = "run_time_validator/validator.rs"]
mod validator;

use choices::Choices;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use validator::validator;
use voucher_codegen::sample::samples;
use voucher_definition::{Contents, Definition, Field, Selector, check_segment, read};
use voucher_judges::shipped;

/// Collects what a value uses of its definition: fields, listed values, alternatives.
fn collect(field: &Field, value: &Value, path: &str, used: &mut BTreeSet<String>) {
    used.insert(path.into());
    match (field.kind.contents(), value) {
        (Contents::Fields(object), Value::Object(members)) => {
            for (name, value) in members {
                let field = object.field(name);
                // Otherwise there have to be more members than the definition lists.
                assert!(field.is_some() || object.min_members > 0, "{name}");
                if let Some(field) = field {
                    collect(field, value, &format!("{path}/{name}"), used);
                }
            }
        }
        (Contents::Elements(array), Value::Array(elements)) => {
            for element in elements {
                collect(array.element, element, &format!("{path}/*"), used);
            }
        }
        (Contents::Alternatives(one_of), _) => {
            let alternatives = one_of.alternatives.iter();
            let valid = alternatives.filter(|alternative| alternative.value.check(value).is_ok());
            let count = match one_of.selector {
                Selector::Any => usize::MAX,
                // The last one may accept what another one is selected for.
                Selector::Tag(_) | Selector::Type | Selector::One => 1,
            };
            for alternative in valid.take(count) {
                let path = format!("{path}[{}]", alternative.name);
                collect(alternative.value, value, &path, used);
            }
        }
        _ => {
            if let (Some(text), false) = (value.as_str(), field.values.is_empty()) {
                used.insert(format!("{path}={text}"));
            }
        }
    }
}

/// Collects everything that values can use of a definition.
fn collect_all(field: &Field, path: &str, all: &mut BTreeSet<String>) {
    all.insert(path.into());
    match field.kind.contents() {
        Contents::Fields(object) => {
            for field in object.fields {
                collect_all(field, &format!("{path}/{}", field.name), all);
            }
        }
        Contents::Elements(array) => collect_all(array.element, &format!("{path}/*"), all),
        Contents::Alternatives(one_of) => {
            for alternative in one_of.alternatives {
                let path = format!("{path}[{}]", alternative.name);
                collect_all(alternative.value, &path, all);
            }
        }
        _ => all.extend(field.values.iter().map(|value| format!("{path}={value}"))),
    }
}

#[test]
fn samples_of_each_shipped_definition_are_valid_and_use_everything_in_it() {
    for (definition, schema) in shipped() {
        let validator = validator(&schema);
        let mut used = BTreeSet::new();
        for sample in samples(definition, 1).unwrap().take(200) {
            let target = sample.target(definition);
            let path = target.split('?').next().unwrap();
            assert!(definition.is_at(path), "{target}");
            let (Some(body), Some(value)) = (definition.body, sample.body.clone()) else {
                assert!(definition.body.is_none() && sample.body.is_none());
                continue;
            };
            assert!(definition.check(&value).is_ok(), "{value}");
            assert!(validator.is_valid(&value), "{}: {value}", definition.name);
            collect(body, &value, "", &mut used);
        }
        let mut all = BTreeSet::new();
        if let Some(body) = definition.body {
            collect_all(body, "", &mut all);
        }
        let missing: Vec<_> = all.difference(&used).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", definition.name);
    }
}

#[test]
fn the_same_seed_has_the_same_samples() {
    let bodies = |seed| -> Vec<_> {
        let definition = Definition::find("order").unwrap();
        let samples = samples(definition, seed).unwrap().take(30);
        samples
            .map(|sample| sample.body.unwrap().to_string())
            .collect()
    };
    assert_eq!(bodies(4), bodies(4));
    assert_ne!(bodies(4), bodies(5));
}

#[test]
fn parameters_are_valid_and_sent_in_the_target() {
    let file = json!({
        "x-ravelin-path": "/v1/shops/:shop/books/:isbn",
        "x-ravelin-method": "GET",
        "x-ravelin-parameters": {
            "shop": {"type": "string", "pattern": "^[./]{1,2}$"},
            "isbn": {"type": "integer", "minimum": 3, "maximum": 4},
        },
        "x-ravelin-query": {
            "limit": {"type": "integer", "maximum": 100, "x-ravelin-status": "required"},
            "tag": {"type": "array", "items": {"enum": ["a&b", "c"]}, "maxItems": 2},
        },
    });
    let definition = read(file.to_string().as_bytes()).unwrap().leak();
    let mut targets = BTreeSet::new();
    for sample in samples(definition, 3).unwrap().take(300) {
        assert_eq!(sample.body, None);
        let shop = sample.parameters["shop"].as_str().unwrap();
        assert_eq!(check_segment(shop), Ok(()));
        assert!(sample.query["limit"].as_i64().unwrap() <= 100);
        let target = sample.target(definition);
        assert!(
            definition.is_at(target.split('?').next().unwrap()),
            "{target}"
        );
        targets.insert(target);
    }
    let has = |part: &str| targets.iter().any(|target| target.contains(part));
    assert!(has("/v1/shops/%2F") && has("/books/4?limit=100&tag=a%26b"));
    assert!(has("&tag=c&tag=") && has("/books/3?limit=0"));
}

/// Returns whether a value contains a number that a 64-bit float does not represent, where a validator may round.
fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|float| float.abs() < 9e15),
        Value::Array(elements) => elements.iter().all(is_exact),
        Value::Object(members) => members.values().all(is_exact),
        _ => true,
    }
}

#[derive(Default, Debug)]
struct Counts {
    definitions: u32,
    unsatisfiable: u32,
    samples: u32,
}

#[test]
fn samples_of_random_definitions_are_valid() {
    let counts = RefCell::new(Counts::default());
    let words = (vec(any::<u32>(), 0..160), any::<u64>());
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&words, |(words, seed)| {
        let schema = schema::document(&mut Choices::new(&words));
        let Some((file, definition)) = definition::definition(&schema) else {
            return Ok(());
        };
        let mut counts = counts.borrow_mut();
        counts.definitions += 1;
        let samples = match samples(definition, seed) {
            Ok(samples) => samples,
            Err(error) => {
                counts.unsatisfiable += 1;
                if counts.unsatisfiable < 20 && std::env::var_os("SHOW").is_some() {
                    println!("{error}: {schema}");
                }
                return Ok(());
            }
        };
        let validator = reference::can_rewrite(&file, &file)
            .then(|| validator(&reference::rewrite(&file, &file)));
        for sample in samples.take(12) {
            let Some(body) = sample.body else { continue };
            counts.samples += 1;
            prop_assert!(definition.check(&body).is_ok(), "{schema}\n{body}");
            if let (Some(validator), true) = (&validator, is_exact(&body)) {
                prop_assert!(validator.is_valid(&body), "{schema}\n{body}");
            }
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let counts = counts.into_inner();
    println!("{counts:?}");
    assert!(counts.unsatisfiable * 20 < counts.definitions, "{counts:?}");
}
