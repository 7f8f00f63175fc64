//! For any schema of the subset and any value, the run-time validator agrees with a JSON Schema validator.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use voucher_definition::{Mistake, read_entry};

const NAMES: [&str; 6] = ["a", "bB", "größe", "a/b", "x~y", "3ds"];
const PATTERNS: [&str; 8] = [
    "^[a-zA-Z]{3}$",
    "^[a-zA-Z0-9][a-zA-Z0-9-_]*$",
    "a",
    "^a+b?$",
    "b$",
    "^(a|bb)*$",
    "^[^a]{1,2}$",
    "^[ab1]{2}$",
];

/// Adds some optional keywords to a schema.
fn with(plain: Value, some: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let members: Vec<_> = some
        .into_iter()
        .map(|(name, value)| {
            proptest::option::weighted(0.4, value.prop_map(move |value| (name, value)))
        })
        .collect();
    let schema = members.prop_map(move |members| {
        let mut schema = plain.clone();
        for (name, value) in members.into_iter().flatten() {
            schema[name] = value;
        }
        schema
    });
    schema.boxed()
}

fn count() -> BoxedStrategy<Value> {
    (0..4).prop_map(Value::from).boxed()
}

fn integer() -> BoxedStrategy<Value> {
    let near = prop_oneof![-9..9_i64, select(vec![i64::MIN, i64::MAX, 1 << 53])];
    prop_oneof![4 => near.prop_map(Value::from), 1 => decimal()].boxed()
}

/// Numbers that a float represents exactly, and some that it does not.
fn decimal() -> BoxedStrategy<Value> {
    let tenths = (-50..50_i32).prop_map(|tenths| json!(f64::from(tenths) / 10.0));
    let odd = select(vec![
        json!(0.5),
        json!(1e300),
        json!(-1e300),
        json!(1e-9),
        json!(2.0),
        json!(0.07),
    ]);
    prop_oneof![3 => tenths, 1 => odd].boxed()
}

fn multiple() -> BoxedStrategy<Value> {
    select(vec![
        json!(1),
        json!(2),
        json!(5.0),
        json!(0.1),
        json!(0.01),
        json!(2.5),
    ])
    .boxed()
}

fn ranged(of: &'static str, edge: fn() -> BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let some =
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map(|name| (name, edge()));
    let mut some = Vec::from(some);
    some.push(("multipleOf", multiple()));
    with(json!({ "type": of }), some)
}

fn leaf() -> BoxedStrategy<Value> {
    let text = with(
        json!({"type": "string"}),
        vec![
            ("minLength", count()),
            ("maxLength", count()),
            (
                "pattern",
                select(PATTERNS.to_vec()).prop_map(Value::from).boxed(),
            ),
        ],
    );
    let listed = proptest::sample::subsequence(vec!["a", "A", "", "b c"], 1..=4)
        .prop_map(|listed| json!({ "enum": listed }));
    let only = select(vec![
        json!("a"),
        json!(true),
        json!(false),
        json!(3),
        json!(-2.0),
        json!(0.5),
    ]);
    prop_oneof![
        text,
        ranged("integer", integer),
        ranged("number", decimal),
        Just(json!({"type": "boolean"})),
        Just(json!({"type": "object"})),
        listed,
        only.prop_map(|only| json!({ "const": only })),
    ]
    .boxed()
}

fn schema() -> impl Strategy<Value = Value> {
    let plain = leaf().prop_recursive(3, 24, 4, |inner| {
        let array = with(
            json!({"type": "array"}),
            vec![("minItems", count()), ("maxItems", count())],
        );
        let array = (array, inner.clone()).prop_map(|(mut array, items)| {
            array["items"] = items;
            array
        });
        let fields = proptest::collection::vec((select(NAMES.to_vec()), inner.clone(), any::<bool>()), 0..4);
        let object = (fields, any::<bool>()).prop_map(|(fields, is_open)| {
            let required: std::collections::BTreeSet<_> =
                fields.iter().filter(|(.., is_required)| *is_required).map(|(name, ..)| *name).collect();
            let properties: Map<_, _> = fields.iter().map(|(name, schema, _)| (String::from(*name), schema.clone())).collect();
            json!({"type": "object", "properties": properties, "required": required, "additionalProperties": is_open})
        });
        prop_oneof![array, object]
    });
    // A definition that is referenced twice.
    let twice = plain.clone().prop_map(|schema| {
        let used = json!({"$ref": "#/$defs/used", "description": "used"});
        json!({"type": "object", "properties": {"a": used, "b": used}, "$defs": {"used": schema}})
    });
    prop_oneof![4 => plain, 1 => twice]
}

fn odd() -> BoxedStrategy<Value> {
    let odd = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(""),
        json!("a"),
        json!("A"),
        json!("aab"),
        json!("bb"),
        json!("a\n"),
        json!("é"),
        json!("😀b"),
        json!("b c"),
        json!([]),
        json!({}),
        json!([null]),
        json!({"a": null}),
        json!(3),
        json!(-2),
        json!(0),
        json!(1.0),
        json!(0.5),
        json!(5e-324),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(1e300),
    ];
    prop_oneof![4 => select(odd), 1 => integer(), 1 => decimal()].boxed()
}

/// Generates a value that is valid or nearly valid for the schema.
fn near(schema: &Value, root: &Value) -> BoxedStrategy<Value> {
    let right = match schema["type"].as_str() {
        Some("object") => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let members: Vec<_> = properties
                .map(|(name, schema)| {
                    let name = name.clone();
                    let value = near(schema, root);
                    proptest::option::weighted(
                        0.85,
                        value.prop_map(move |value| (name.clone(), value)),
                    )
                })
                .collect();
            let other = proptest::option::weighted(0.1, select(vec!["other", "A"]));
            (members, other)
                .prop_map(|(members, other)| {
                    let mut object: Map<_, _> = members.into_iter().flatten().collect();
                    object.extend(other.map(|other| (other.into(), Value::Null)));
                    Value::Object(object)
                })
                .boxed()
        }
        Some("array") => proptest::collection::vec(near(&schema["items"], root), 0..4)
            .prop_map(Value::from)
            .boxed(),
        Some("string") => "[ab1 -]{0,4}|\\PC{0,2}".prop_map(Value::from).boxed(),
        Some("integer") => integer(),
        Some("number") => decimal(),
        _ => match schema["$ref"].as_str() {
            Some(_) => near(&root["$defs"]["used"], root),
            None => odd(),
        },
    };
    prop_oneof![9 => right, 1 => odd()].boxed()
}

/// Returns whether a value contains an integer that does not fit 64 bits.
fn is_wide(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|float| float.abs() > 9.2e18),
        Value::Array(entries) => entries.iter().any(is_wide),
        Value::Object(members) => members.values().any(is_wide),
        _ => false,
    }
}

/// Returns whether a 64-bit float can represent every integer in a value.
fn is_float(value: &Value) -> bool {
    const EDGE: u64 = 1 << 53;
    match value {
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            size.is_none_or(|size| size <= EDGE)
        }
        Value::Array(entries) => entries.iter().all(is_float),
        Value::Object(members) => members.values().all(is_float),
        _ => true,
    }
}

/// Expected reasons for rejecting a schema: rules that no value satisfies, and numbers that do not fit 64 bits.
const REFUSED: [&str; 4] = [
    "no value is valid",
    "expected an integer of 64 bits",
    "64 bits is in this range",
    "outside the range of 64-bit integers",
];

#[test]
fn the_run_time_validator_agrees_with_jsonschema() {
    // Counts of accepted and rejected schemas, and of valid and invalid values.
    let counts = Cell::new([0_u32; 4]);
    let count = |of: usize| {
        let mut now = counts.get();
        now[of] += 1;
        counts.set(now);
    };
    let pairs = schema().prop_flat_map(|schema| {
        let values = proptest::collection::vec(near(&schema, &schema), 8);
        (Just(schema), values)
    });
    let config = ProptestConfig::with_cases(voucher_judges::cases());
    let result = TestRunner::new(config).run(&pairs, |(schema, values)| {
        let field = match read_entry(schema.to_string().as_bytes()) {
            Ok(entry) => entry.leak(),
            Err(mistakes) => {
                let is_known = |mistake: &Mistake| {
                    REFUSED
                        .iter()
                        .any(|known| mistake.message().contains(known))
                };
                prop_assert!(mistakes.iter().all(is_known), "{mistakes}\n{schema}");
                count(1);
                return Ok(());
            }
        };
        count(0);
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        // A `number` is a 64-bit float here but not in the validator, so they differ on numbers that a float cannot represent.
        let has_floats = schema.to_string().contains(r#""number""#);
        let values = values.into_iter();
        for value in values.filter(|value| !has_floats || is_float(value)) {
            let checked = field.check(&value);
            let is_valid = validator.is_valid(&value);
            // An integer has 64 bits here.
            let is_same = checked.is_ok() == is_valid || is_valid && is_wide(&value);
            prop_assert!(is_same, "{:?}\n{}\n{}", checked, schema, value);
            count(if checked.is_ok() { 2 } else { 3 });
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let [accepted, rejected, right, wrong] = counts.get();
    println!(
        "{accepted} schemas accepted, {rejected} rejected; {right} values right, {wrong} wrong"
    );
    // Each result occurs often enough.
    assert!(accepted > rejected && right * 5 > wrong && wrong * 5 > right);
}

/// A regression found by the test above: other rules also apply if the range contains a single number.
#[test]
fn a_range_of_one_number_does_not_hide_other_rules() {
    let schema = serde_json::json!({
        "type": "number", "minimum": 1e-9, "maximum": 1e-9, "multipleOf": 1
    });
    let entry = read_entry(schema.to_string().as_bytes()).unwrap().leak();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for value in [serde_json::json!(1e-9), serde_json::json!(1)] {
        assert!(!validator.is_valid(&value));
        assert!(entry.check(&value).is_err(), "{value}");
    }
}
