//! The reader and the run-time validator end in bounded time, memory and stack, whatever the file and the value.

use allocation_counter::measure;
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::thread;
use std::time::{Duration, Instant};
use voucher_definition::{Definition, Mistake, Mistakes, read};

/// The maximum time on a processor. Without the limits, the reader would never end.
const MAX_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 2 });

/// Returns the time that this thread was on a processor, or the time of day where that is not known.
fn processor_time(started: Instant) -> Duration {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat");
    let statistics = statistics.as_deref().unwrap_or_default();
    let nanoseconds = statistics
        .split(' ')
        .next()
        .and_then(|time| time.parse().ok());
    nanoseconds.map_or_else(|| started.elapsed(), Duration::from_nanos)
}

/// Runs a function with a small stack, and checks how long it takes.
fn bounded<T: Send>(name: &str, run: impl FnOnce() -> T + Send) -> T {
    let started = Instant::now();
    let (result, time) = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(2 << 20);
        let run = || (run(), processor_time(started));
        thread.spawn_scoped(scope, run).unwrap().join().unwrap()
    });
    println!("{name}: {time:?}");
    assert!(time < MAX_TIME, "{name}: {time:?}");
    result
}

/// Reads a file with a bounded amount of memory.
fn read_bounded(name: &str, file: &str) -> Result<&'static Definition, Mistakes> {
    bounded(name, || {
        let mut result = None;
        let usage = measure(|| result = Some(read(file.as_bytes())));
        println!(
            "{name}: {} KiB of file, {} KiB",
            file.len() >> 10,
            usage.bytes_max >> 10
        );
        assert!(usage.bytes_max < 512 << 20, "{name}: {}", usage.bytes_max);
        result.unwrap().map(|model| model.leak())
    })
}

fn accepted(name: &str, file: &str) -> &'static Definition {
    read_bounded(name, file).unwrap_or_else(|mistakes| panic!("{name}: {}", mistakes.first()))
}

/// Checks that a file is rejected because of one mistake.
fn rejected(name: &str, file: &str, expected: &str) {
    let mistakes = read_bounded(name, file).expect_err(name);
    let messages: Vec<_> = mistakes.iter().map(Mistake::message).collect();
    assert_eq!(messages, [expected], "{name}");
}

/// Returns a file with the schema of a field `a`, and definitions.
fn file(schema: &Value, definitions: impl IntoIterator<Item = (String, Value)>) -> String {
    let definitions: Map<_, _> = definitions.into_iter().collect();
    let file = json!({
        "x-ravelin-path": "/a",
        "type": "object",
        "properties": {"a": schema},
        "$defs": definitions,
    });
    file.to_string()
}

fn reference(at: usize) -> Value {
    json!({"$ref": format!("#/$defs/d{at}")})
}

/// Returns a schema with another one in it.
type Schema = fn(Value) -> Value;

const FIELDS: &str = "expected at most 32768 fields, counting every use of a `$ref`";
const LISTED: &str =
    "expected at most 131072 listed names and values, counting every use of a `$ref`";
const DEPTH: &str = "objects and arrays are nested more than 64 deep";

#[test]
fn references_that_multiply_are_counted() {
    let twice: [(&str, Schema); 5] = [
        (
            "properties",
            |next| json!({"type": "object", "properties": {"a": next, "b": next}}),
        ),
        (
            "oneOf",
            |next| json!({"oneOf": [{"type": "array", "items": next}, {"type": "object", "additionalProperties": next}]}),
        ),
        ("anyOf", |next| {
            json!({"anyOf": [
                {"type": "object", "required": ["t"], "properties": {"t": {"const": "1"}, "a": next}},
                {"type": "object", "required": ["t"], "properties": {"t": {"const": "2"}, "a": next}},
            ]})
        }),
        ("untagged", |next| {
            json!({"anyOf": [
                {"type": "object", "properties": {"a": next}}, {"type": "object", "properties": {"b": next}},
            ]})
        }),
        (
            "types",
            |next| json!({"type": ["array", "object"], "items": next, "additionalProperties": next}),
        ),
    ];
    for (name, twice) in twice {
        let definitions = (0..26).map(|at| (format!("d{at}"), twice(reference(at + 1))));
        let end = ("d26".into(), json!({"type": "string"}));
        rejected(name, &file(&reference(0), definitions.chain([end])), FIELDS);
    }
}

#[test]
fn chains_of_alternatives_have_a_maximum_depth() {
    let chains: [(&str, Schema); 3] = [
        ("oneOf", |next| json!({ "oneOf": [next, {"type": "null"}] })),
        (
            "anyOf",
            |next| json!({ "anyOf": [next, {"type": "string"}] }),
        ),
        ("items", |next| json!({"type": "array", "items": next})),
    ];
    for (name, chain) in chains {
        let definitions = (0..10_000).map(|at| (format!("d{at}"), chain(reference(at + 1))));
        let end = ("d10000".into(), json!({"type": "integer"}));
        let file = file(&reference(0), definitions.chain([end]));
        let mistakes = read_bounded(name, &file).expect_err(name);
        assert!(
            mistakes.iter().any(|one| one.message() == DEPTH),
            "{mistakes}"
        );
        assert_eq!(mistakes.len(), 1, "{mistakes}");
    }
}

#[test]
fn unions_of_unions_are_flattened_in_linear_time() {
    let text = |at: usize| json!({"const": format!("v{at}"), "description": "one of many"});
    let union = |level: usize| -> Value {
        let values = (0..250).map(|at| text(level * 250 + at));
        values.chain([reference(level + 1)]).collect()
    };
    let definitions = (0..40).map(|level| (format!("d{level}"), json!({ "oneOf": union(level) })));
    let end = ("d40".into(), json!({"const": "end"}));
    let definition = accepted("unions", &file(&reference(0), definitions.chain([end])));
    assert_eq!(definition.object().fields[0].values.len(), 10_001);
    let same: Vec<_> = (0..1_000).map(|_| reference(0)).collect();
    let all = json!({"oneOf": (0..200).map(text).collect::<Vec<_>>()});
    accepted(
        "same",
        &file(&json!({ "anyOf": same }), [("d0".into(), all)]),
    );
}

/// Many alternatives of every shape, distinguishable or not.
#[test]
fn a_hundred_thousand_alternatives_of_any_shape_are_bounded() {
    let tagged = |value: Value| json!({"type": "object", "required": ["t"], "properties": {"t": {"const": value}}});
    let many = |of: &dyn Fn(usize) -> Value| (0..100_000).map(of).collect::<Vec<_>>();
    let shapes = [
        (
            "patterns",
            many(&|at| json!({"type": "string", "pattern": format!("^a{at}$")})),
        ),
        (
            "enums",
            many(&|at| json!({"enum": [format!("a{at}"), "same"]})),
        ),
        (
            "ranges",
            many(&|at| json!({"type": "integer", "minimum": at})),
        ),
        (
            "numbers",
            many(&|at| json!({"const": f64::from(u32::try_from(at).unwrap()) + 0.5})),
        ),
        (
            "arrays",
            many(&|at| json!({"type": "array", "maxItems": at})),
        ),
        (
            "objects",
            many(&|at| json!({"type": "object", "properties": {format!("p{at}"): true}})),
        ),
        ("tags", many(&|at| tagged(at.into()))),
        ("same tag", many(&|_| tagged(1.into()))),
        (
            "maps",
            many(&|_| json!({"type": "object", "additionalProperties": {"type": "string"}})),
        ),
        ("null", many(&|_| json!({"type": "null"}))),
        ("any value", many(&|_| json!({}))),
        ("itself", many(&|_| json!({"$ref": "#/properties/a"}))),
    ];
    for (name, alternatives) in shapes {
        for keyword in ["oneOf", "anyOf"] {
            let name = format!("{keyword} of {name}");
            let file = file(&json!({ keyword: alternatives }), []);
            let mistakes = read_bounded(&name, &file).expect_err(&name);
            // Too many patterns are also too many fields.
            assert!(mistakes.to_string().len() < 300, "{name}: {mistakes}");
        }
    }
}

/// For a few alternatives that cannot be distinguished, the message names two of them.
#[test]
fn two_alternatives_that_accept_the_same_value_are_named() {
    let overlapping = [
        (
            json!([{"type": "integer", "maximum": 3}, {"type": "integer", "minimum": 3}]),
            "numbers",
        ),
        (json!([{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]), "`b`"),
        (
            json!([{"type": "array", "items": {"type": "string"}}, {"type": "array", "maxItems": 1}]),
            "arrays",
        ),
        (
            json!([{"type": "object", "additionalProperties": {"type": "string"}}, {"type": "object", "maxProperties": 1}]),
            "an object",
        ),
    ];
    for (alternatives, value) in overlapping {
        let mistakes = read(file(&json!({"oneOf": alternatives}), []).as_bytes()).unwrap_err();
        let message = mistakes.first().message();
        assert_eq!(mistakes.len(), 1, "{mistakes}");
        assert!(
            message.contains("number 0") && message.contains("number 1") && message.contains(value),
            "{message}"
        );
        assert!(
            message.ends_with("write `anyOf`, or make them differ"),
            "{message}"
        );
    }
}

#[test]
fn a_field_has_many_listed_values() {
    let listed = json!({"enum": (0..100_000).collect::<Vec<_>>()});
    let definition = accepted("integers", &file(&listed, []));
    assert_eq!(definition.object().fields[0].integers.len(), 100_000);
    let values: Value = (0..100_000).map(|at| format!("v{at}")).collect();
    accepted("strings", &file(&json!({ "enum": values }), []));
    let constants: Value = (0..30_000).map(|at| json!({ "const": at })).collect();
    accepted("constants", &file(&json!({ "oneOf": constants }), []));
    let alternatives: Value = (0..100_000).map(|at| json!({ "const": at })).collect();
    rejected(
        "alternatives",
        &file(&json!({ "oneOf": alternatives }), []),
        LISTED,
    );
    let strings: Value = (0..40_000)
        .map(|at| json!({"type": "string", "title": at.to_string()}))
        .collect();
    rejected(
        "alternatives",
        &file(&json!({ "anyOf": strings }), []),
        FIELDS,
    );
    let many: Value = (0..200_000).collect();
    rejected("listed", &file(&json!({ "enum": many }), []), LISTED);
    let strings: Value = (0..30_000)
        .map(|at| json!({"type": "string", "minLength": at}))
        .collect();
    accepted("covered", &file(&json!({ "anyOf": strings }), []));
}

#[test]
fn a_schema_has_many_keywords_of_other_vendors() {
    let mut schema = json!({"type": "string"});
    for at in 0..50_000 {
        schema[format!("x-{at}")] = at.into();
    }
    let uses: Map<_, _> = (0..20_000)
        .map(|at| (format!("p{at}"), reference(0)))
        .collect();
    let many = json!({"type": "object", "properties": uses});
    accepted("vendors", &file(&many, [("d0".into(), schema)]));
}

#[test]
fn a_pattern_of_keys_has_a_maximum_size() {
    let names = format!("^({})$", "ab|".repeat(500_000));
    let map = json!({"type": "object", "additionalProperties": true, "propertyNames": {"pattern": names}});
    let mistakes = read_bounded("propertyNames", &file(&map, [])).expect_err("too large");
    assert_eq!(mistakes.len(), 1, "{mistakes}");
}

#[test]
fn the_mapping_of_a_discriminator_is_counted() {
    let object = json!({"type": "object", "properties": {"t": {"type": "string"}}});
    let mapping = |count: usize| {
        let mapping =
            (0..count).map(|at| (format!("v{at}"), format!("#/$defs/d{}", at % 1_000).into()));
        Value::Object(mapping.collect())
    };
    let union = |count| {
        let alternatives: Value = (0..1_000).map(reference).collect();
        json!({"oneOf": alternatives, "discriminator": {"propertyName": "t", "mapping": mapping(count)}})
    };
    let definitions = || (0..1_000).map(|at| (format!("d{at}"), object.clone()));
    accepted("mapping", &file(&union(100_000), definitions()));
    rejected("mappings", &file(&union(200_000), definitions()), LISTED);
}

#[test]
fn a_property_that_tells_alternatives_apart_is_found_in_linear_time() {
    let union = |alternatives: usize, properties: usize| {
        let object = |at: usize| {
            let names = (0..properties).map(|name| format!("p{name}"));
            let values = names.map(|name| {
                let at = if name == format!("p{}", properties - 1) {
                    at
                } else {
                    at / 2
                };
                (name, json!({ "const": at }))
            });
            let properties: Map<_, _> = values.collect();
            let required: Value = properties.keys().cloned().collect();
            json!({"type": "object", "properties": properties, "required": required})
        };
        json!({"oneOf": (0..alternatives).map(object).collect::<Vec<_>>()})
    };
    for (alternatives, properties) in [(64, 64), (2, 10_000), (8_000, 2)] {
        let name = format!("{alternatives} of {properties}");
        accepted(&name, &file(&union(alternatives, properties), []));
    }
}

#[test]
fn the_path_to_a_field_has_a_maximum_length() {
    let mut schema = json!({"type": "object", "properties": {}});
    for at in 0..1_000 {
        schema["properties"][format!("f{at}")] =
            json!({"type": "object", "properties": {"a": true}});
    }
    for _ in 0..20 {
        schema = json!({"type": "object", "properties": {"n".repeat(250): schema}});
    }
    rejected(
        "path",
        &file(&schema, []),
        "expected a JSON Pointer of at most 2048 bytes, found 2261; shorten the names of the objects around this",
    );
}

#[test]
fn the_paths_to_all_fields_have_a_maximum_total_length() {
    let name = |at: usize, letter: &str| format!("{at}_{}", letter.repeat(120));
    let definitions = (0..13).map(|at| {
        let next = reference(at + 1);
        let properties = json!({name(at, "a"): next, name(at, "b"): next});
        (
            format!("d{at}"),
            json!({"type": "object", "properties": properties}),
        )
    });
    let end = ("d13".into(), json!({"type": "string"}));
    rejected(
        "paths",
        &file(&reference(0), definitions.chain([end])),
        "expected JSON Pointers of at most 8388608 bytes in total, counting every use of a `$ref`; shorten the names, or remove fields",
    );
}

#[test]
fn the_target_of_a_reference_is_found_once() {
    // A pointer of 300 KiB.
    let name = "a".repeat(1_000);
    let escaped = "%61".repeat(1_000);
    let mut nested = json!({"type": "string"});
    for _ in 0..100 {
        nested = json!({"type": "string", "$defs": {name.clone(): nested}});
    }
    let pointer = format!("#/$defs/n{}", format!("/$defs/{escaped}").repeat(100));
    let uses: Map<_, _> = (0..30_000)
        .map(|at| (format!("p{at}"), reference(0)))
        .collect();
    let many = json!({"type": "object", "properties": uses});
    let definitions = [
        ("d0".into(), json!({ "$ref": pointer })),
        ("n".into(), nested),
    ];
    accepted("pointer", &file(&many, definitions));
}

#[test]
fn null_is_searched_once_for_each_recursive_schema() {
    // Each alternative refers to all of them.
    let next = json!({"$ref": "#/properties/a"});
    let alternative = |at: usize| {
        json!({"type": "object", "required": ["t"],
            "properties": {"t": {"const": at}, "a": next, "b": next}})
    };
    let alternatives: Vec<_> = (0..8_000).map(alternative).collect();
    accepted("null", &file(&json!({ "oneOf": alternatives }), []));
}

#[test]
fn a_file_of_the_maximum_size_is_read_in_linear_time() {
    let numbers = format!("[{}1]", "1,".repeat(3 << 19));
    rejected(
        "numbers",
        &numbers,
        "expected at most 1048576 values in the file",
    );
    // Every value is nested deep.
    let deep = format!(
        "{}{}{}",
        "[".repeat(120),
        "\"aaaaaaaaaaaaaaaa\",".repeat(400_000),
        "1"
    );
    let deep = format!("{deep}{}", "]".repeat(120));
    let mistakes = read_bounded("deep", &deep).expect_err("no schema");
    let expected = "expected a schema, found an array; write an object with `type`";
    assert!(mistakes.iter().any(|one| one.message() == expected));
    let brackets = "[".repeat(4 << 20) + &"]".repeat(4 << 20);
    rejected(
        "brackets",
        &brackets,
        "arrays and objects are nested more than 256 deep",
    );
    let text = format!("{{\"a\": \"{}\"}}", "\\\\\\\"".repeat(1 << 20));
    assert!(read_bounded("escapes", &text).is_err());
}

#[test]
fn a_file_with_as_many_fields_as_a_large_api_is_read() {
    for count in [5_000, 30_000] {
        let mut properties = String::new();
        for at in 0..count / 10 {
            let comma = if at == 0 { "" } else { "," };
            write!(properties, "{comma}\"group_{at}\":{{\"type\":\"object\",\"description\":\"group {at}\",\"properties\":{{").unwrap();
            for field in 0..9 {
                let comma = if field == 0 { "" } else { "," };
                write!(properties, "{comma}\"field_{field}\":{{\"type\":[\"string\",\"null\"],\"maxLength\":1{field},\"description\":\"the description of a field in the group {at}, as long as most are\"}}").unwrap();
            }
            properties.push_str("}}");
        }
        let file = format!(
            "{{\"x-ravelin-path\":\"/a\",\"type\":\"object\",\"properties\":{{{properties}}}}}"
        );
        let definition = accepted(&format!("{count} fields"), &file);
        assert_eq!(definition.object().fields.len(), count / 10);
        let mut body = Map::new();
        for field in definition.object().fields {
            body.insert(
                field.name.into(),
                json!({"field_1": "a", "field_2": null, "other": 1}),
            );
        }
        let body = Value::from(body);
        bounded("check", || assert!(definition.check(&body).is_ok()));
        bounded("unknown", || {
            assert_eq!(definition.unknown(&body).len(), count / 10);
        });
    }
}

#[test]
fn many_equal_elements_are_found_in_linear_time() {
    let unique = json!({"type": "array", "uniqueItems": true});
    let definition = accepted("uniqueItems", &file(&unique, []));
    let body =
        json!({"a": (0..100_000).map(|at| json!({"a": [at], "b": 1.0})).collect::<Vec<_>>()});
    bounded("different", || assert!(definition.check(&body).is_ok()));
    let body = json!({"a": vec![json!({"a": 1}); 100_000]});
    let violations = bounded("equal", || definition.check(&body).unwrap_err());
    assert_eq!(violations.len(), 99_999);
}

#[test]
fn nested_untagged_alternatives_are_tried_once_each() {
    let mut schema =
        json!({"type": "object", "properties": {"end": {"type": "integer"}}, "required": ["end"]});
    let mut value = json!({"end": 1});
    for _ in 0..30 {
        schema = json!({"anyOf": [
            {"type": "object", "properties": {"x": true}, "required": ["x"]},
            {"type": "object", "properties": {"y": schema}, "required": ["y"]},
        ]});
        value = json!({ "y": value });
    }
    let definition = accepted("untagged", &file(&schema, []));
    let valid = json!({ "a": value });
    bounded("valid", || assert!(definition.check(&valid).is_ok()));
    let text = valid.to_string().replace('1', "\"1\"");
    let invalid = serde_json::from_str(&text).unwrap();
    bounded("invalid", || assert!(definition.check(&invalid).is_err()));
    bounded("unknown", || assert!(definition.unknown(&valid).is_empty()));
}

#[test]
fn unknown_members_are_reported_in_linear_time() {
    for (sensitive, expected) in [(false, 100_000), (true, 1)] {
        let properties: Map<_, _> = (0..1_000)
            .map(|at| (format!("p{at}"), json!(true)))
            .collect();
        let schema = json!({"type": "object", "properties": properties, "additionalProperties": false,
            "x-ravelin-sensitive": sensitive});
        let definition = accepted("closed", &file(&schema, []));
        let members: Map<_, _> = (0..100_000)
            .map(|at| (format!("q{at}"), json!(1)))
            .collect();
        let body = json!({ "a": members });
        let violations = bounded("closed", || definition.check(&body).unwrap_err());
        assert_eq!(violations.len(), expected);
    }
}

#[test]
fn fields_that_exclude_each_other_are_found_in_linear_time() {
    let names = |count: usize| (0..count).map(|at| format!("p{at}"));
    let groups = |sizes: &[usize]| -> Value {
        sizes
            .iter()
            .map(|size| names(*size).collect::<Value>())
            .collect()
    };
    let object = |count, groups: Value| {
        let properties: Map<_, _> = names(count).map(|name| (name, json!(true))).collect();
        json!({"type": "object", "properties": properties, "x-ravelin-exclusive": groups})
    };
    let body =
        |count| json!({"a": names(count).map(|name| (name, json!(1))).collect::<Map<_, _>>()});
    rejected(
        "group",
        &file(&object(1_000, groups(&[1_000])), []),
        "expected at most 64 fields in a group, found 1000",
    );
    // Each field is in a group with the next one.
    let pairs: Value = (1..10_000)
        .map(|at| json!([format!("p{}", at - 1), format!("p{at}")]))
        .collect();
    let definition = accepted("pairs", &file(&object(10_000, pairs), []));
    let violations = bounded("pairs", || definition.check(&body(10_000)).unwrap_err());
    assert_eq!(violations.len(), 9_999);
}
