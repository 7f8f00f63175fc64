//! Values of structs that map whole definitions are accepted by the sandbox, by the run-time validator, and by a validator of JSON
//! Schema that is not ours.

use http::Request;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use voucher_core::http::Token;
use voucher_core::sandbox::Sandbox;
use voucher_core::{Prepared, Timestamp};
use voucher_definition::{Contents, Definition, Field, Kind};
use voucher_judges::shipped;
use voucher_values::{EVENTS, Event};

/// Returns each event with its definition and the definition's file.
fn events() -> Vec<(&'static Event, &'static Definition, Value)> {
    let find = |definition: &Definition| {
        let mut events = EVENTS.iter();
        let event = events.find(|event| event.definition == definition.name);
        event.unwrap_or_else(|| panic!("`{}` has no event", definition.name))
    };
    let shipped = shipped().into_iter();
    shipped
        .map(|(definition, file)| (find(definition), definition, file))
        .collect()
}

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(schema).unwrap()
}

/// Returns the prepared values of an event, each with its JSON, which is `null` without a body.
fn prepared(event: &Event) -> Vec<(Prepared, Value)> {
    let values = event.values.iter();
    let values = values.map(|value| {
        let prepared = (value.prepare)().unwrap_or_else(|violations| {
            panic!("{}: {violations}\n{}", event.definition, value.body)
        });
        let json = match prepared.body() {
            "" => Value::Null,
            body => serde_json::from_str(body).unwrap(),
        };
        (prepared, json)
    });
    values.collect()
}

#[test]
fn each_value_is_encoded_as_expected() {
    for (event, definition, _) in events() {
        for (value, (prepared, json)) in event.values.iter().zip(prepared(event)) {
            let expected = match value.body {
                "" => Value::Null,
                body => serde_json::from_str(body).unwrap(),
            };
            assert_eq!(json, expected, "{}", definition.name);
            assert_eq!(prepared.target(), value.target);
            let endpoint = prepared.endpoint();
            let found = (endpoint.method(), endpoint.host(), prepared.has_body());
            let expected = (
                definition.method,
                definition.host,
                definition.body.is_some(),
            );
            assert_eq!(found, expected, "{}", definition.name);
        }
    }
}

#[test]
fn each_value_is_valid_by_the_definition_its_file_and_the_schema_of_the_struct() {
    for (event, definition, file) in events() {
        let Some(body) = definition.body else {
            continue;
        };
        let schema = serde_json::from_str(&(event.schema)()).unwrap();
        let validators = [validator(&file), validator(&schema)];
        for (_, json) in prepared(event) {
            assert_eq!(body.check(&json), Ok(()), "{}: {json}", definition.name);
            for validator in &validators {
                let found = validator.validate(&json);
                let found = found.map_err(|error| error.to_string());
                assert_eq!(found, Ok(()), "{}: {json}", definition.name);
            }
        }
    }
}

#[test]
fn the_sandbox_accepts_each_value_without_a_warning() {
    let token = Token::new("sk_test_1234").unwrap();
    let mut count = 0;
    for (event, definition, _) in events() {
        let mut sandbox = Sandbox::new(1);
        for (prepared, json) in prepared(event) {
            let (head, body) = prepared.request(&token).into_parts();
            let request = Request::from_parts(head, body.as_slice());
            let reply = sandbox.answer(request, Timestamp::now());
            let answer = String::from_utf8_lossy(reply.response.body()).into_owned();
            let status = reply.response.status();
            assert_eq!(status, 200, "{}: {json}: {answer}", prepared.target());
            assert!(
                !answer.contains("\"warnings\":"),
                "{}: {json}: {answer}",
                prepared.target()
            );
            count += 1;
        }
        assert_eq!(
            sandbox.events().count(),
            event.values.len(),
            "{}",
            definition.name
        );
    }
    assert!(count > 2 * EVENTS.len(), "{count}");
}

#[test]
fn the_values_have_every_field_every_listed_value_and_every_alternative() {
    for (event, definition, _) in events() {
        let (mut expected, mut found) = (BTreeSet::new(), BTreeSet::new());
        if let Some(body) = definition.body {
            places(body, String::new(), &mut expected);
            for (_, json) in prepared(event) {
                visit(body, &json, String::new(), &mut found);
            }
        }
        let missing: Vec<_> = expected.difference(&found).collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", definition.name);
        for field in definition.query {
            let name = format!("{}=", field.name);
            let is_sent = |value: &voucher_values::Value| {
                let query = value.target.split_once('?').unwrap_or_default().1;
                query.split('&').any(|pair| pair.starts_with(&name))
            };
            assert!(event.values.iter().any(is_sent), "{name}");
        }
    }
}

#[test]
fn each_event_has_a_value_with_only_what_is_required() {
    for (event, definition, _) in events() {
        let minimal = event.values.iter().find(|value| value.is_minimal);
        let Some(json) = minimal.filter(|value| !value.body.is_empty()) else {
            assert!(minimal.is_some() && definition.body.is_none());
            continue;
        };
        let json: Value = serde_json::from_str(json.body).unwrap();
        let object = definition.object();
        let is_needed = |name: &String| {
            let is_in_group = object
                .exactly_one
                .iter()
                .any(|group| group.contains(&&**name));
            is_in_group || object.field(name).unwrap().is_required()
        };
        let members = json.as_object().unwrap();
        assert!(members.keys().all(is_needed), "{}: {json}", definition.name);
    }
}

/// Collects the locations of a definition: of each field, each of its listed values, and each alternative.
fn places(field: &Field, at: String, out: &mut BTreeSet<String>) {
    let integers = field.integers.iter().map(ToString::to_string);
    for value in field.values.iter().map(ToString::to_string).chain(integers) {
        out.insert(format!("{at}={value}"));
    }
    match field.kind.contents() {
        Contents::Fields(object) => {
            for field in object.fields {
                places(field, format!("{at}/{}", field.name), out);
            }
        }
        Contents::Elements(array) => places(array.element, format!("{at}/*"), out),
        Contents::Values(map) => places(map.value, format!("{at}/*"), out),
        Contents::Alternatives(one_of) => {
            for alternative in one_of.alternatives {
                places(
                    alternative.value,
                    format!("{at}[{}]", alternative.name),
                    out,
                );
            }
        }
        Contents::Ancestor(_) | Contents::None => {}
    }
    out.insert(at);
}

/// Collects the locations that a value has.
fn visit(field: &Field, value: &Value, at: String, out: &mut BTreeSet<String>) {
    match (field.kind, value) {
        (Kind::Enum | Kind::Bool, Value::String(text)) => _ = out.insert(format!("{at}={text}")),
        (Kind::Bool | Kind::Integer, value) => _ = out.insert(format!("{at}={value}")),
        _ => {}
    }
    match (field.kind.contents(), value) {
        (Contents::Fields(object), Value::Object(members)) => {
            // An object may fit an alternative that does not list all of its members.
            for (name, value) in members {
                if let Some(field) = object.field(name) {
                    visit(field, value, format!("{at}/{name}"), out);
                }
            }
        }
        (Contents::Elements(array), Value::Array(elements)) => {
            for element in elements {
                visit(array.element, element, format!("{at}/*"), out);
            }
        }
        (Contents::Values(map), Value::Object(members)) => {
            for value in members.values() {
                visit(map.value, value, format!("{at}/*"), out);
            }
        }
        (Contents::Alternatives(one_of), value) => {
            let alternatives = one_of.alternatives.iter();
            let fitting = alternatives.filter(|alternative| alternative.value.check(value).is_ok());
            for alternative in fitting {
                let at = format!("{at}[{}]", alternative.name);
                visit(alternative.value, value, at, out);
            }
        }
        _ => {}
    }
    out.insert(at);
}
