//! A definition that contains itself: the run-time validator agrees with a JSON Schema validator, at any depth up to the limit.

mod filter;

use jsonschema::Validator;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};
use voucher_definition::{Field, Rule, read_entry};

/// Recursive schemas.
fn schemas() -> Vec<Value> {
    vec![
        // A tree.
        json!({
            "type": "object", "required": ["a"], "additionalProperties": false,
            "properties": { "a": { "type": "integer" }, "b": { "$ref": "#" },
                            "c": { "type": "array", "items": { "$ref": "#" } } },
        }),
        // Two objects that contain each other, through a map, and may be null.
        json!({
            "$ref": "#/$defs/one",
            "$defs": {
                "one": { "type": "object", "required": ["a"], "properties": {
                    "a": { "type": "object", "additionalProperties": { "$ref": "#/$defs/two" } },
                    "b": { "oneOf": [{ "$ref": "#/$defs/one" }, { "type": "null" }] },
                } },
                "two": { "type": ["object", "null"], "properties": {
                    "a": { "type": "integer" }, "b": { "$ref": "#/$defs/one" }, "c": { "$ref": "#/$defs/two" },
                } },
            },
        }),
        // Alternatives that contain themselves.
        json!({
            "$ref": "#/$defs/value",
            "$defs": { "value": { "oneOf": [
                { "type": "integer" },
                { "type": "array", "items": { "$ref": "#/$defs/value" } },
                { "type": "object", "required": ["a"], "properties": { "a": { "const": "x" }, "b": { "$ref": "#/$defs/value" } } },
                { "type": "object", "required": ["a"], "properties": { "a": { "const": "y" }, "c": { "$ref": "#/$defs/value" } } },
                { "type": "null" },
            ] } },
        }),
        // Several types, of which one is an object.
        json!({
            "type": ["object", "string", "null"], "properties": { "a": { "$ref": "#" }, "b": {
                "type": ["integer", "object"], "properties": { "a": { "$ref": "#/properties/b" }, "c": { "$ref": "#" } },
            } },
        }),
        // A reference over two levels.
        json!({
            "type": "object",
            "properties": { "a": { "type": "object", "properties": {
                "b": { "type": "object", "properties": { "a": { "$ref": "#/properties/a" }, "c": { "$ref": "#" } } },
            } } },
        }),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        Just(json!(1)),
        Just(json!("x")),
        Just(json!("y")),
        Just(json!({ "a": 1 })),
        Just(json!({})),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let member = prop_oneof![Just("a"), Just("b"), Just("c")];
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            4 => proptest::collection::vec((member, inner), 0..4)
                .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

fn read(schema: &Value) -> &'static Field {
    let read = read_entry(schema.to_string().as_bytes());
    read.unwrap_or_else(|mistakes| panic!("{mistakes}\n{schema}"))
        .leak()
}

#[test]
fn the_validator_agrees_on_random_values() {
    for schema in schemas() {
        let (field, validator): (_, Validator) = (
            read(&schema),
            jsonschema::draft202012::new(&schema).unwrap(),
        );
        let (mut valid, mut runner) = (0, proptest::test_runner::TestRunner::deterministic());
        for _ in 0..4_000 {
            let value = values().new_tree(&mut runner).unwrap().current();
            let expected = validator.is_valid(&value);
            assert_eq!(field.check(&value).is_ok(), expected, "{value}\n{schema}");
            valid += u32::from(expected);
        }
        assert!(valid > 20, "{valid} valid values of {schema}");
    }
}

#[test]
fn a_value_that_is_nested_too_deeply_is_a_violation() {
    let field = read(&schemas()[0]);
    let nested =
        |depth: usize| (1..depth).fold(json!({ "a": 1 }), |inner, _| json!({ "a": 1, "b": inner }));
    assert!(field.check(&nested(64)).is_ok());
    let violations = field.check(&nested(65)).unwrap_err();
    let violation = violations.iter().next().unwrap();
    assert_eq!(violation.rule(), Rule::Depth);
    assert_eq!(violation.pointer(), "/b".repeat(64));
    assert_eq!(violation.message(), "nested more than 64 levels deep");
}

#[test]
fn a_reference_that_never_ends_is_rejected() {
    for (schema, expected) in [
        (
            json!({ "$ref": "#" }),
            "a reference to itself; write the schema",
        ),
        (
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }),
            "a reference to itself; write the schema",
        ),
        (
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "oneOf": [{ "$ref": "#/$defs/a" }, { "type": "string" }] } } }),
            "the alternative `a` refers to a schema around it that is not of an object; write its alternatives here",
        ),
        (
            json!({ "type": ["object", "string"], "properties": { "a": { "oneOf": [
                { "$ref": "#" },
                { "type": "string" },
            ] } } }),
            "the alternative number 0 refers to a schema around it that is not of an object; write its alternatives here",
        ),
        (
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "type": "array", "items": { "$ref": "#/$defs/a" } } } }),
            "only a schema of an object, or of several alternatives, can refer to itself; write out each level of the schema",
        ),
        (
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "anyOf": [
                { "type": "object", "properties": { "a": { "$ref": "#/$defs/a" } } },
                { "type": "object", "properties": { "b": { "type": "string" } } },
            ] } } }),
            "the alternatives of a recursive schema must differ in a required property with a `const`; add one",
        ),
    ] {
        let mistakes = read_entry(schema.to_string().as_bytes()).unwrap_err();
        assert_eq!(mistakes.first().message(), expected, "{schema}");
    }
}

/// Types for a definition that contains itself: an object in itself, two objects in each other, and the whole body.
mod derived {
    use super::*;
    use crate::filter::{All, Filter, Not};
    use std::sync::LazyLock;
    use voucher_core::{RavelinEvent, RavelinFields};
    use voucher_definition::{Definition, read};

    const FILE: &str = include_str!("../../definitions/tree.json");

    static DEFINITION: LazyLock<&Definition> =
        LazyLock::new(|| read(FILE.as_bytes()).expect("a definition").leak());

    #[derive(Clone, Debug, RavelinEvent)]
    #[ravelin(definition = "../definitions/tree.json")]
    struct Changed {
        name: String,
        root: Category,
        owner: Option<Person>,
        before: Option<Box<Before>>,
        filter: Option<Filter>,
    }

    #[derive(Clone, Debug, RavelinFields)]
    #[ravelin(definition = "../definitions/tree.json", object = "root")]
    struct Category {
        id: i64,
        parent: Option<Box<Category>>,
        children: Option<Vec<Category>>,
    }

    #[derive(Clone, Debug, RavelinFields)]
    #[ravelin(definition = "../definitions/tree.json", object = "owner")]
    struct Person {
        team: Option<Team>,
    }

    #[derive(Clone, Debug, RavelinFields)]
    #[ravelin(definition = "../definitions/tree.json", object = "owner.team")]
    struct Team {
        lead: Option<Box<Person>>,
    }

    #[derive(Clone, Debug, RavelinFields)]
    #[ravelin(definition = "../definitions/tree.json", object = ".")]
    struct Before {
        name: String,
        root: Category,
    }

    fn category() -> impl Strategy<Value = Category> {
        let leaf = (0..11_i64).prop_map(|id| Category {
            id,
            parent: None,
            children: None,
        });
        leaf.prop_recursive(5, 12, 3, |inner| {
            let parent = proptest::option::of(inner.clone().prop_map(Box::new));
            let children = proptest::option::of(proptest::collection::vec(inner, 0..4));
            (0..10_i64, parent, children).prop_map(|(id, parent, children)| Category {
                id,
                parent,
                children,
            })
        })
    }

    fn person() -> impl Strategy<Value = Person> {
        let leaf = Just(Person { team: None });
        leaf.prop_recursive(4, 5, 1, |inner| {
            proptest::option::of(inner.prop_map(Box::new)).prop_map(|lead| Person {
                team: Some(Team { lead }),
            })
        })
    }

    fn filter() -> impl Strategy<Value = Filter> {
        let leaf = "[a-z]{0,3}|[a-z]{4}".prop_map(Filter::String);
        leaf.prop_recursive(4, 8, 2, |inner| {
            let not = inner
                .clone()
                .prop_map(|of| Filter::Not(Not { of: Box::new(of) }));
            let of = proptest::collection::vec(inner, 0..3);
            let all = (proptest::sample::select(vec!["and", "or", "xor"]), of);
            prop_oneof![not, all.prop_map(|(op, of)| Filter::All(All { op, of }))]
        })
    }

    proptest! {
        #[test]
        fn an_event_is_encoded_exactly_if_its_body_conforms(
            root in category(),
            owner in proptest::option::of(person()),
            before in proptest::option::of(category()),
            filter in proptest::option::of(filter()),
        ) {
            let before = before.map(|root| Box::new(Before { name: "b".into(), root }));
            let event = Changed { name: "a".into(), root, owner, before, filter };
            let encoded = event.to_json();
            prop_assert_eq!(event.validate().is_ok(), encoded.is_ok());
            if let Ok(json) = encoded {
                let body: Value = serde_json::from_str(&json).unwrap();
                prop_assert!(DEFINITION.check(&body).is_ok());
                let schema = serde_json::from_str(&Changed::schema()).unwrap();
                prop_assert!(jsonschema::draft202012::new(&schema).unwrap().is_valid(&body));
            } else {
                for violation in &encoded.unwrap_err() {
                    prop_assert!(matches!(
                        violation.rule(),
                        Rule::Range | Rule::Items | Rule::Length | Rule::Enum
                    ), "{}", violation);
                }
            }
        }
    }

    #[test]
    fn a_value_that_is_nested_too_deeply_is_not_encoded() {
        let leaf = || Category {
            id: 1,
            parent: None,
            children: None,
        };
        let nested = |depth: usize| {
            let root = (1..depth).fold(leaf(), |inner, _| Category {
                parent: Some(Box::new(inner)),
                ..leaf()
            });
            let event = Changed {
                name: "a".into(),
                root,
                owner: None,
                before: None,
                filter: None,
            };
            event.to_json()
        };
        let body: Value = serde_json::from_str(&nested(64).unwrap()).unwrap();
        assert!(DEFINITION.check(&body).is_ok());
        let violations = nested(65).unwrap_err();
        let expected = format!(
            "/root{} (Category.parent): nested more than 64 levels deep",
            "/parent".repeat(64)
        );
        assert_eq!(violations.to_string(), expected);
    }
}
