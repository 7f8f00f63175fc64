//! Tests with schemas that only a definition file can have.

use crate::model::{Contents, OneOf, Rule, Violation};
use crate::read::{read, read_entry};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Value, json};

/// Returns the pointers and rules of the violations of a value.
fn check(schema: &Value, value: &Value) -> Vec<String> {
    let field = read_entry(schema.to_string().as_bytes()).unwrap().leak();
    let violations = field.check(value).err().into_iter().flatten();
    violations
        .map(|violation| format!("{} {:?}", violation.pointer(), violation.rule()))
        .collect()
}

fn assert_violations(schema: &Value, cases: &[(Value, &[&str])]) {
    for (value, expected) in cases {
        assert_eq!(check(schema, value), *expected, "{value}");
    }
}

#[test]
fn elements_are_checked_counted_and_compared() {
    let schema = json!({ "type": "array", "items": { "type": "integer" }, "minItems": 1, "maxItems": 3, "uniqueItems": true });
    assert_violations(
        &schema,
        &[
            (json!([1, 2, 3]), &[]),
            (json!([]), &[" Items"]),
            (json!([1, 2, 3, 4]), &[" Items"]),
            (json!([1, "a"]), &["/1 Type"]),
            (json!([1, 2, 1]), &["/2 Items"]),
            (json!([1, 1.0, 1]), &["/1 Items", "/2 Items"]),
            // As in the encoder, an invalid element is not compared.
            (json!(["a", 1, "a"]), &["/0 Type", "/2 Type"]),
        ],
    );
}

#[test]
fn keys_and_values_of_a_map_are_checked_and_counted() {
    let mut schema = json!({
        "type": "object", "additionalProperties": { "type": "integer" }, "propertyNames": { "maxLength": 2 }, "minProperties": 1,
    });
    assert_violations(
        &schema,
        &[
            (json!({ "a": 1, "bc": 2 }), &[]),
            (json!({}), &[" Members"]),
            (json!({ "a": "1" }), &["/a Type"]),
            (json!({ "abc": 1 }), &["/abc Members"]),
        ],
    );
    // A sensitive key is not shown, nor is any key of a sensitive map.
    let secret = json!({ "secret": "1" });
    let expected: &[&str] = &["/0 Members", "/0 Type"];
    schema["propertyNames"]["x-ravelin-sensitive"] = true.into();
    assert_violations(&schema, &[(secret.clone(), expected)]);
    schema["propertyNames"] = json!({ "maxLength": 2 });
    schema["x-ravelin-sensitive"] = true.into();
    assert_violations(&schema, &[(secret, expected)]);
}

#[test]
fn a_tag_selects_the_alternative() {
    let object = |tag: &str| json!({ "type": "object", "required": ["is"], "properties": { "is": { "const": tag }, tag: { "type": "integer" } } });
    let schema = json!({ "oneOf": [object("x"), object("y"), { "type": "array", "items": { "type": "integer" } }] });
    assert_violations(
        &schema,
        &[
            (json!({ "is": "x", "x": 1, "y": "" }), &[]),
            (json!({ "is": "x", "x": "" }), &["/x Type"]),
            (json!({ "is": "y", "x": "", "y": "" }), &["/y Type"]),
            (json!({ "x": 1 }), &["/is Required"]),
            (json!({ "is": "z" }), &["/is OneOf"]),
            (json!([1, ""]), &["/1 Type"]),
            (json!(1), &[" Type"]),
        ],
    );
}

#[test]
fn an_object_without_a_tag_has_the_violations_of_the_closest_alternative() {
    let object = |names: &[&str]| {
        let integer = |name: &&str| ((*name).to_string(), json!({ "type": "integer" }));
        let properties: Value = names.iter().map(integer).collect();
        json!({ "type": "object", "required": [names.first()], "properties": properties })
    };
    let alternatives = [
        object(&["a", "b"]),
        object(&["c", "d", "x"]),
        object(&["c", "e", "x"]),
        object(&["c", "f"]),
    ];
    let schema = json!({ "anyOf": alternatives });
    assert_violations(
        &schema,
        &[
            (json!({ "a": 1, "c": "" }), &[]),
            (json!({ "c": 1, "d": "" }), &[]),
            (json!({ "a": "" }), &["/a Type"]),
            (json!({ "a": "", "b": "" }), &["/a Type", "/b Type"]),
            (json!({ "c": "", "d": 1 }), &["/c Type"]),
            (json!({ "c": "", "e": 1 }), &["/c Type"]),
            (json!({ "c": "", "f": "" }), &["/c Type", "/f Type"]),
            // The fewest unknown members count more than the fewest violations.
            (
                json!({ "a": "", "b": "", "c": "" }),
                &["/a Type", "/b Type"],
            ),
            (
                json!({ "a": "", "c": "", "f": "" }),
                &["/c Type", "/f Type"],
            ),
            // Two are equally close, and the last one is not closer.
            (json!({ "c": "", "x": 1 }), &[" OneOf"]),
            (json!({ "c": "", "x": "" }), &[" OneOf"]),
            (json!({ "c": "" }), &[" OneOf"]),
            (json!({}), &[" OneOf"]),
            (json!(1), &[" Type"]),
        ],
    );
}

#[test]
fn a_reference_leads_to_the_definition_around_it_whatever_is_between() {
    let schema = json!({
        "type": "object", "required": ["root"],
        "properties": { "root": { "type": "integer" }, "a": {
            "type": "object", "required": ["inner"],
            "properties": { "inner": { "type": "integer" }, "list": { "type": "array", "items": {
                "type": "object", "properties": { "a": { "$ref": "#/properties/a" }, "root": { "$ref": "#" } },
            } } },
        } },
    });
    let body = |element: Value| json!({ "root": 1, "a": { "inner": 1, "list": [element] } });
    assert_violations(
        &schema,
        &[
            (
                body(json!({ "a": { "inner": 2 }, "root": { "root": 2 } })),
                &[],
            ),
            (body(json!({ "a": {} })), &["/a/list/0/a/inner Required"]),
            (
                body(json!({ "root": {} })),
                &["/a/list/0/root/root Required"],
            ),
            (body(json!({ "a": null })), &["/a/list/0/a Type"]),
            (
                body(json!({ "a": body(json!({ "a": {} }))["a"] })),
                &["/a/list/0/a/list/0/a/inner Required"],
            ),
            (
                body(json!({ "root": body(json!({ "root": {} })) })),
                &["/a/list/0/root/a/list/0/root/root Required"],
            ),
        ],
    );
}

#[test]
fn a_definition_may_contain_itself_64_times() {
    let schema = json!({ "type": "object", "properties": { "a": { "$ref": "#" } } });
    let nested = |levels: usize| (1..levels).fold(json!({}), |inner, _| json!({ "a": inner }));
    let too_deep = format!("{} Depth", "/a".repeat(64));
    assert_violations(
        &schema,
        &[
            (nested(64), &[]),
            (nested(65), &[&too_deep]),
            (nested(66), &[&too_deep]),
        ],
    );
}

#[test]
fn unknown_members_are_found_wherever_they_are() {
    let closed = json!({ "type": "object", "properties": { "known": { "type": "integer" } } });
    let schema = json!({
        "x-ravelin-path": "/v2/places", "type": "object",
        "properties": {
            "list": { "type": "array", "items": closed },
            "map": { "type": "object", "additionalProperties": closed },
            "secrets": { "type": "object", "additionalProperties": closed, "x-ravelin-sensitive": true },
            "keys": { "type": "object", "additionalProperties": closed, "propertyNames": { "type": "string", "x-ravelin-sensitive": true } },
            "secret": { "type": "object", "properties": { "known": { "type": "integer" } }, "x-ravelin-sensitive": true },
            "one": { "oneOf": [
                { "type": "object", "required": ["is"], "properties": { "is": { "const": "x" }, "x": { "type": "integer" } } },
                { "type": "object", "required": ["is"], "properties": { "is": { "const": "y" }, "y": { "type": "integer" } } },
            ] },
            "again": { "$ref": "#/$defs/again" },
        },
        "$defs": { "again": { "type": "object", "properties": { "again": { "$ref": "#/$defs/again" } } } },
    });
    let definition = read(schema.to_string().as_bytes()).unwrap().leak();
    for (body, expected) in [
        (
            json!({ "list": [{ "known": 1 }, { "knwon": 1 }] }),
            &["/list/1/knwon"][..],
        ),
        (
            json!({ "map": { "a": { "known": 1, "knwon": 1 } } }),
            &["/map/a/knwon"],
        ),
        (
            json!({ "secrets": { "a": {}, "b": { "knwon": 1 } } }),
            &["/secrets/1"],
        ),
        (
            json!({ "keys": { "a": {}, "b": { "knwon": 1 } } }),
            &["/keys/1/knwon"],
        ),
        // The names of the members may be secrets, too.
        (json!({ "secret": { "a": 1, "b": 2 } }), &["/secret"]),
        (json!({ "one": { "is": "y", "y": 1, "x": 1 } }), &["/one/x"]),
        (
            json!({ "again": { "again": { "again": {}, "agian": 1 } } }),
            &["/again/again/agian"],
        ),
    ] {
        let unknown = definition.unknown(&body);
        let pointers: Vec<_> = unknown.iter().map(Violation::pointer).collect();
        assert_eq!(pointers, expected, "{body}");
    }
}

/// Returns alternatives of which two are objects that nothing tells apart.
fn untagged(keyword: &str) -> Value {
    let object = |name: &str| json!({ "type": "object", "required": [name], "properties": { name: { "type": "integer" } } });
    json!({ keyword: [{ "type": "string" }, object("a"), object("b")] })
}

fn one_of(schema: &Value) -> &'static OneOf {
    let field = read_entry(schema.to_string().as_bytes()).unwrap().leak();
    match field.kind.contents() {
        Contents::Alternatives(one_of) => one_of,
        other => panic!("{other:?}"),
    }
}

#[test]
fn exactly_one_alternative_of_a_one_of_accepts_an_object() {
    let schema = untagged("oneOf");
    for (value, expected) in [
        (json!("text"), &[][..]),
        (json!({ "a": 1, "b": "" }), &[]),
        (json!({ "b": 1 }), &[]),
        (json!({ "a": 1, "b": 1 }), &[" OneOf"]),
        (json!({ "a": "" }), &[" OneOf"]),
        (json!({}), &[" OneOf"]),
        (json!([]), &[" Type"]),
    ] {
        assert_eq!(check(&schema, &value), expected, "{value}");
        if value.is_object() {
            let checked = one_of(&schema).check_only_one(value.to_string().as_bytes());
            assert_eq!(checked.is_ok(), expected.is_empty(), "{value}");
        }
    }
    let too_deep = "[".repeat(1_000);
    let checked = one_of(&schema).check_only_one(too_deep.as_bytes());
    assert_eq!(checked.unwrap_err().rule(), Rule::Depth);
}

#[test]
fn the_alternative_of_a_value_is_the_one_that_accepts_it() {
    for keyword in ["oneOf", "anyOf"] {
        let one_of = one_of(&untagged(keyword));
        let alternative = |value: Value| {
            let field = one_of.alternative_of(&value)?;
            let mut alternatives = one_of.alternatives.iter();
            alternatives.position(|alternative| core::ptr::eq(alternative.value, field))
        };
        assert_eq!(alternative(json!("text")), Some(0));
        assert_eq!(alternative(json!({ "a": 1 })), Some(1));
        assert_eq!(alternative(json!({ "a": "", "b": 1 })), Some(2));
        assert_eq!(alternative(json!({})), None);
        assert_eq!(alternative(json!(1)), None);
    }
}

#[test]
fn the_type_of_a_number_depends_on_its_fraction() {
    let schema = json!({ "oneOf": [{ "type": "integer", "maximum": 9 }, { "type": "string" }] });
    let big = json!(10.0);
    assert_violations(
        &schema,
        &[
            (json!(9), &[]),
            (json!(9.0), &[]),
            (big, &[" Range"]),
            (json!(1.5), &[" Type"]),
            (json!("text"), &[]),
        ],
    );
}

#[test]
fn a_number_is_compared_exactly_as_it_is_written() {
    let schema = json!({ "type": "number", "minimum": 0.1, "maximum": 1e30, "multipleOf": 0.1 });
    assert_violations(
        &schema,
        &[
            (json!(0.1), &[]),
            (json!(0.3), &[]),
            (json!(7), &[]),
            (json!(0), &[" Range"]),
            (json!(0.35), &[" Range"]),
            (json!(1e31), &[" Range"]),
            (json!(f64::MAX), &[" Range"]),
            (json!("0.1"), &[" Type"]),
        ],
    );
}

#[test]
fn a_free_object_is_any_object() {
    let schema = json!({ "type": "object" });
    assert_violations(
        &schema,
        &[
            (json!({}), &[]),
            (json!({ "a": [null] }), &[]),
            (json!([]), &[" Object"]),
            (json!("a"), &[" Object"]),
            (json!(null), &[" Object"]),
        ],
    );
}

#[test]
fn a_violation_names_the_type_that_was_found() {
    let field = read_entry(br#"{ "type": "string" }"#).unwrap().leak();
    for (value, found) in [
        (json!(null), "null"),
        (json!(true), "a bool"),
        (json!(1), "an integer"),
        (json!(1.0), "an integer"),
        (json!(1.5), "a number with a fraction"),
        (json!([]), "an array"),
        (json!({}), "an object"),
    ] {
        let violations = field.check(&value).unwrap_err();
        let message = violations.first().message().to_string();
        assert_eq!(message, format!("expected a string, found {found}"));
    }
}

#[test]
fn only_the_first_hundred_unknown_members_have_a_suggestion() {
    let schema = json!({
        "x-ravelin-path": "/v2/places", "type": "object",
        "properties": { "list": { "type": "array", "items": { "type": "object", "properties": { "known": { "type": "integer" } } } } },
    });
    let definition = read(schema.to_string().as_bytes()).unwrap().leak();
    let elements: Vec<_> = (0..102).map(|_| json!({ "knwon": 1 })).collect();
    let unknown = definition.unknown(&json!({ "list": elements }));
    let with_suggestion = unknown
        .iter()
        .take_while(|violation| violation.nearest() == Some("known"));
    assert_eq!((with_suggestion.count(), unknown.len()), (100, 102));
}

#[test]
fn a_closed_object_has_no_other_members() {
    let mut schema = json!({
        "type": "object", "additionalProperties": false, "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } },
    });
    assert_violations(
        &schema,
        &[
            (json!({}), &[]),
            (json!({ "a": 1, "b": 1 }), &[]),
            (json!({ "a": 1, "b": 1, "c": 1 }), &["/c Unknown"]),
            (json!({ "c": 1, "d": 1 }), &["/c Unknown", "/d Unknown"]),
        ],
    );
    // The names of its members may be secrets, too.
    schema["x-ravelin-sensitive"] = true.into();
    let secrets = json!({ "a": 1, "c": 1, "d": 1 });
    assert_violations(&schema, &[(secrets, &[" Unknown"])]);
}

#[test]
fn members_that_exclude_each_other_are_reported_at_the_later_one() {
    let integer = json!({ "type": "integer" });
    let schema = json!({
        "type": "object", "properties": { "a": integer, "b": integer, "c": integer, "d": integer },
        "x-ravelin-exclusive": [["a", "b"], ["b", "c"]], "x-ravelin-exactly-one": [["c", "d"]],
    });
    assert_violations(
        &schema,
        &[
            (json!({ "d": 1 }), &[]),
            (json!({ "a": 1, "c": 1 }), &[]),
            (json!({ "a": 1 }), &[" Required"]),
            (json!({ "c": 1, "d": 1 }), &["/d Exclusive"]),
            (json!({ "a": 1, "b": 1, "d": 1 }), &["/b Exclusive"]),
            (
                json!({ "a": 1, "b": 1, "c": 1 }),
                &["/b Exclusive", "/c Exclusive"],
            ),
        ],
    );
}

#[test]
fn unknown_members_are_found_as_deep_as_values_are_checked() {
    let schema = json!({
        "x-ravelin-path": "/v2/places", "type": "object", "properties": { "a": { "$ref": "#/$defs/place" } },
        "$defs": { "place": { "type": "object", "properties": { "a": { "$ref": "#/$defs/place" } } } },
    });
    let definition = read(schema.to_string().as_bytes()).unwrap().leak();
    let unknown_at = |levels: usize| {
        let body = (0..levels).fold(json!({ "b": 1 }), |inner, _| json!({ "a": inner }));
        let unknown = definition.unknown(&body);
        assert_eq!(definition.check(&body).is_ok(), !unknown.is_empty());
        unknown.len()
    };
    assert_eq!((unknown_at(1), unknown_at(64), unknown_at(65)), (1, 1, 0));
}
