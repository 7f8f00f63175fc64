//! Each shipped definition file is a JSON Schema, and both the run-time validator and a JSON Schema validator accept what
//! existing clients send.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use voucher_definition::{
    Contents, Definition, Evidence, Field, Kind, Object, Pattern, Rule, SHIPPED, Status, Violation,
};

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn file(name: &str) -> Value {
    let file = name.replace("/:", "-").replace('/', "-");
    let path = folder("voucher-core/definition/definitions")
        .join(file)
        .with_extension("json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Returns the payloads of clients and pages with their definitions.
fn payloads() -> Vec<(&'static Definition, String, Value)> {
    let mut payloads = payloads_in("tests/api/payload");
    payloads.extend(payloads_in("tests/api/page"));
    payloads
}

/// Returns the payloads in a folder with their definitions, from the table of their sources.
fn payloads_in(path: &str) -> Vec<(&'static Definition, String, Value)> {
    let folder = folder(path);
    let table = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let definitions = table.lines().filter(|line| line.starts_with("| `"));
    let payloads: Vec<_> = definitions
        .map(|row| {
            let mut cells = row
                .split('|')
                .map(|cell| cell.trim().trim_matches('`'))
                .skip(1);
            let (file, name) = (cells.next().unwrap(), cells.next().unwrap());
            let body = std::fs::read(folder.join(file)).unwrap();
            let definition = Definition::find(name).unwrap();
            (
                definition,
                file.into(),
                serde_json::from_slice(&body).unwrap(),
            )
        })
        .collect();
    let named: BTreeSet<_> = payloads
        .iter()
        .map(|(_, file, _)| PathBuf::from(file))
        .collect();
    let there = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| PathBuf::from(entry.unwrap().file_name()));
    let there: BTreeSet<_> = there
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    assert_eq!(
        named, there,
        "a payload without a source, or the other way round"
    );
    payloads
}

#[test]
fn each_file_is_a_json_schema() {
    for name in SHIPPED {
        let schema = file(name);
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        jsonschema::draft202012::new(&schema).unwrap();
    }
}

/// Any other pattern needs the pattern compiler, and a program that uses the definition the feature `pattern`.
#[test]
fn each_pattern_is_matched_without_the_pattern_compiler() {
    fn visit(value: &Value, name: &str, count: &mut usize) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(source)) = members.get("pattern") {
                    let mut documented = Pattern::DOCUMENTED.into_iter();
                    let is_documented = documented.any(|pattern| pattern.source() == source);
                    assert!(is_documented, "{name}: `{source}` has no matcher");
                    *count += 1;
                }
                members.values().for_each(|value| visit(value, name, count));
            }
            Value::Array(elements) => elements.iter().for_each(|value| visit(value, name, count)),
            _ => {}
        }
    }
    let mut count = 0;
    for name in SHIPPED {
        visit(&file(name), name, &mut count);
    }
    assert!(count > SHIPPED.len() / 2);
}

#[test]
fn each_payload_is_accepted_without_unknown_members() {
    for (definition, file_name, body) in payloads() {
        let validator = jsonschema::draft202012::new(&file(definition.name)).unwrap();
        assert!(validator.is_valid(&body), "{file_name}");
        if let Err(violations) = definition.check(&body) {
            panic!("{file_name}: {violations}");
        }
        assert_eq!(definition.unknown(&body), [], "{file_name}");
    }
}

#[test]
fn each_payload_that_its_page_contradicts_is_rejected_for_the_members_in_the_table() {
    let payloads = payloads_in("tests/api/contradiction");
    let folder = folder("tests/api/contradiction");
    let table = std::fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(payloads.len() > 3);
    for (definition, file_name, body) in payloads {
        let mut rows = table.lines();
        let row = rows.find(|row| row.contains(&format!("| `{file_name}`")));
        let reported: BTreeSet<_> = row
            .unwrap()
            .split('|')
            .nth(4)
            .unwrap()
            .trim()
            .split(' ')
            .collect();
        let violations = definition.check(&body).unwrap_err();
        let found: Vec<_> = violations
            .iter()
            .map(|violation| format!("`{}`", violation.pointer()))
            .collect();
        let found: BTreeSet<_> = found.iter().map(String::as_str).collect();
        assert_eq!(found, reported, "{file_name}: {violations}");
        assert_eq!(definition.unknown(&body), [], "{file_name}");
    }
}

#[test]
fn each_definition_with_a_body_has_a_payload() {
    let payloads = payloads();
    for name in SHIPPED {
        let definition = Definition::find(name).unwrap();
        let is_covered = payloads.iter().any(|(of, ..)| of.name == *name);
        let is_contradicted = ["dispute", "tag/customer"].contains(name);
        assert!(
            is_covered || is_contradicted || definition.body.is_none(),
            "{name}"
        );
    }
}

/// If a required member is removed, both validators report it.
#[test]
fn each_missing_required_member_is_reported() {
    let mut missed = 0;
    for (definition, file_name, body) in payloads() {
        let validator = jsonschema::draft202012::new(&file(definition.name)).unwrap();
        for pointer in required(definition.object(), &body, "") {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let mut changed = body.clone();
            changed
                .pointer_mut(parent)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(name)
                .unwrap();
            assert!(!validator.is_valid(&changed), "{file_name} {pointer}");
            let violations = definition.check(&changed).unwrap_err();
            assert_eq!(violations.len(), 1);
            assert_eq!(
                (violations.first().pointer(), violations.first().rule()),
                (pointer.as_str(), Rule::Required)
            );
            missed += 1;
        }
    }
    assert!(missed > 20, "{missed}");
}

fn required(object: &Object, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for field in object.fields {
        let Some(member) = value.get(field.name) else {
            continue;
        };
        let pointer = format!("{at}/{}", field.name);
        match field.kind {
            Kind::Object(object) => found.extend(required(object, member, &pointer)),
            Kind::Array(array) => {
                if let (Kind::Object(object), Value::Array(entries)) = (array.element.kind, member)
                {
                    for (index, entry) in entries.iter().enumerate() {
                        found.extend(required(object, entry, &format!("{pointer}/{index}")));
                    }
                }
            }
            _ => {}
        }
        if field.is_required() {
            found.push(pointer);
        }
    }
    found
}

/// Checks the source of a field and of all fields in it, and counts them.
fn check_source(field: &Field, count: &mut usize) {
    *count += 1;
    assert!(
        field.source.starts_with("https://"),
        "{}/{}",
        field.parent,
        field.name
    );
    assert!(
        !field.description.is_empty() || field.name == "*",
        "{}/{}",
        field.parent,
        field.name
    );
    let path = format!("{}/{}", field.parent, field.name);
    if field.status == Status::Unknown {
        assert_ne!(field.evidence, Evidence::Documented, "{path}");
    }
    let is_of_client = !field.source.starts_with("https://developer.ravelin.com/");
    assert_eq!(is_of_client, field.evidence == Evidence::Client, "{path}");
    if is_of_client {
        assert_eq!(field.status, Status::Unknown, "{path}");
    }
    match field.kind.contents() {
        Contents::Fields(object) => object
            .fields
            .iter()
            .for_each(|field| check_source(field, count)),
        Contents::Elements(array) => check_source(array.element, count),
        Contents::Values(map) => check_source(map.value, count),
        Contents::Alternatives(one_of) => {
            // An alternative has no name, and the description of the field that has alternatives.
            let objects = one_of.alternatives.iter();
            let objects = objects.filter_map(|it| match it.value.kind.contents() {
                Contents::Fields(object) => Some(object),
                _ => None,
            });
            let fields = objects.flat_map(|object| object.fields);
            fields.for_each(|field| check_source(field, count));
        }
        Contents::None | Contents::Ancestor(_) => {}
    }
}

/// Fields without a documented status are marked as inferred, or as those of clients, which are never required. Each field has a
/// page or a client as its source.
#[test]
fn each_field_has_a_source_and_fields_of_clients_are_never_required() {
    let mut count = 0;
    for name in SHIPPED {
        let definition = Definition::find(name).unwrap();
        assert!(!definition.description.is_empty() && definition.source.starts_with("https://"));
        let definitions = definition
            .object()
            .fields
            .iter()
            .chain(definition.parameters)
            .chain(definition.query);
        definitions.for_each(|field| check_source(field, &mut count));
    }
    assert!(count > 1_500, "{count}");
}

/// Checks the envelopes: paths with a version or an id, mutually exclusive fields, arrays, no timestamp.
#[test]
fn envelopes_match_the_api() {
    let find = |name| Definition::find(name).unwrap();
    assert_eq!(find("v3/login").path, "/v3/login");
    assert_eq!(find("v3/login").entity().unwrap().0.name, "login");
    let labels = find("supplier/:id/labels");
    assert_eq!(labels.parameters.len(), 1);
    assert_eq!(
        (labels.parameters[0].name, labels.parameters[0].kind),
        ("id", Kind::Identifier)
    );
    assert!(labels.object().field("id").is_none() && labels.object().field("timestamp").is_none());
    assert_eq!(
        find("checkout").object().exclusive,
        [
            &["customerId", "customer"][..],
            &["paymentMethod", "paymentMethodId", "paymentMethods"]
        ]
    );
    assert!(find("checkout").entity().is_none(), "several objects");
    let Kind::Array(customers) = find("reclaim").object().field("customers").unwrap().kind else {
        panic!("an array");
    };
    assert_eq!((customers.min, customers.max), (0, 1_000));
    assert!(find("reclaim").object().field("source").unwrap().deprecated);
    assert!(
        find("order")
            .object()
            .field("tempCustomerId")
            .unwrap()
            .deprecated
    );
}

#[test]
fn a_second_payment_method_is_reported() {
    let checkout = Definition::find("checkout").unwrap();
    let mut body = payloads()
        .into_iter()
        .find(|(of, ..)| of.name == "checkout")
        .unwrap()
        .2;
    body["paymentMethodId"] = "1".into();
    let violations = checkout.check(&body).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "/paymentMethods: mutually exclusive with `paymentMethodId`; send only one of them"
    );
    body["paymentMethods"][0]["expiryMonth"] = "6".into();
    let violations = checkout.check(&body).unwrap_err();
    assert_eq!(
        violations
            .iter()
            .map(Violation::pointer)
            .collect::<Vec<_>>(),
        ["/paymentMethods/0/expiryMonth", "/paymentMethods"]
    );
}
