//! The built-in definitions agree with the JSON Schema documents in `tests/api`.

use serde_json::{Map, Value, json};
use voucher_definition::{DEFINITIONS, Definition, Evidence, Field, Kind, Object, Status, read};
use voucher_judges::{document, example, path};

/// Renders a definition as its document.
fn rendered(definition: &Definition) -> Value {
    let mut root = Map::new();
    root.insert(
        "$schema".into(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    root.insert(
        "$id".into(),
        format!("urn:ravelin:v2:{}", definition.name.replace('/', ":")).into(),
    );
    root.insert("description".into(), definition.description.into());
    root.insert("x-ravelin-method".into(), definition.method.into());
    root.insert("x-ravelin-path".into(), definition.path.into());
    if definition.rust_path != definition.name.replace('/', "_") {
        root.insert("x-ravelin-module".into(), definition.rust_path.into());
    }
    root.insert("x-ravelin-source".into(), definition.source.into());
    root.insert("x-ravelin-read".into(), definition.read_date.into());
    object(definition.object(), &mut root);
    root.into()
}

fn object(object: &Object, node: &mut Map<String, Value>) {
    node.insert("type".into(), "object".into());
    let required = object.fields.iter().filter(|field| field.is_required());
    node.insert(
        "required".into(),
        required.map(|field| field.name).collect::<Vec<_>>().into(),
    );
    let properties = object
        .fields
        .iter()
        .map(|field| (field.name.into(), property(field)));
    node.insert("properties".into(), Value::Object(properties.collect()));
}

fn property(field: &Field) -> Value {
    let mut node = Map::new();
    node.insert("description".into(), field.description.into());
    match field.kind {
        Kind::Object(fields) => object(fields, &mut node),
        Kind::Custom => drop(node.insert("type".into(), "object".into())),
        Kind::Bool => drop(node.insert("type".into(), "boolean".into())),
        Kind::Integer | Kind::Amount | Kind::Time => {
            node.insert("type".into(), "integer".into());
            node.insert("minimum".into(), field.min.into());
            node.insert("maximum".into(), field.max.into());
        }
        _ => drop(node.insert("type".into(), "string".into())),
    }
    if let Some(pattern) = field.pattern {
        node.insert("pattern".into(), pattern.source().into());
    }
    if !field.values.is_empty() {
        node.insert("enum".into(), field.values.into());
    }
    if field.min_length > 0 {
        node.insert("minLength".into(), field.min_length.into());
    }
    if field.max_length < u32::MAX {
        node.insert("maxLength".into(), field.max_length.into());
    }
    node.insert("x-ravelin-rust-name".into(), field.rust_name.into());
    node.insert("x-ravelin-kind".into(), field.kind.keyword().into());
    let status = match field.status {
        Status::Required => "required",
        Status::Important => "important",
        Status::Optional => "optional",
        Status::Unknown => "unknown",
    };
    node.insert("x-ravelin-status".into(), status.into());
    let evidence = match field.evidence {
        Evidence::Documented => "documented",
        Evidence::Inferred => "inferred",
        Evidence::Client => "client",
    };
    node.insert("x-ravelin-evidence".into(), evidence.into());
    node.insert("x-ravelin-sensitive".into(), field.sensitive.into());
    node.insert("x-ravelin-source".into(), field.source.into());
    node.into()
}

/// With `BLESS=1`, writes the documents instead.
#[test]
fn each_document_matches_its_table() {
    for definition in DEFINITIONS {
        let json = serde_json::to_string_pretty(&rendered(definition)).unwrap() + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path(definition), &json).unwrap();
        }
        let written = std::fs::read_to_string(path(definition)).unwrap();
        assert_eq!(written, json, "{}", definition.name);
    }
}

/// The reverse direction: finds each field by its document, without the code that rendered the document.
#[test]
fn each_field_can_be_found_by_its_document_alone() {
    fn count(node: &Value, parent: &str, definition: &Definition) -> usize {
        let required = node["required"].as_array().unwrap();
        let properties = node["properties"].as_object().unwrap();
        let counts = properties.iter().map(|(name, node)| {
            if node.get("properties").is_some() {
                return count(node, &format!("{parent}/{name}"), definition);
            }
            let field = definition
                .fields()
                .find(|field| field.name == name && field.parent == parent);
            let field = field.unwrap_or_else(|| panic!("{parent}/{name} is in no table"));
            assert_eq!(
                field.is_required(),
                required.contains(&json!(name)),
                "{name}"
            );
            let kind = match node["type"].as_str().unwrap() {
                "string" => "a string",
                "integer" => "an integer",
                "boolean" => "a bool",
                _ => "an object",
            };
            assert_eq!(field.kind.json(), kind, "{name}");
            1
        });
        counts.sum()
    }
    for definition in DEFINITIONS {
        let document = document(definition);
        assert_eq!(definition.path, document["x-ravelin-path"]);
        assert_eq!(
            count(&document, "", definition),
            definition.fields().count()
        );
    }
}

/// The reader of definition files returns the same definition.
#[test]
fn each_document_is_read_as_the_same_definition_as_its_table() {
    for definition in DEFINITIONS {
        let file = std::fs::read(path(definition)).unwrap();
        let model = read(&file).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let read = model.leak();
        assert!(read.fields().eq(definition.fields()), "{read:#?}");
        assert_eq!(read, definition);
    }
}

#[test]
fn each_document_is_a_json_schema_that_accepts_its_example() {
    for definition in DEFINITIONS {
        let document = document(definition);
        jsonschema::draft202012::meta::validate(&document).unwrap();
        let validator = jsonschema::draft202012::new(&document).unwrap();
        let example = example(definition);
        assert!(validator.is_valid(&example), "{}", definition.name);
        definition.check(&example).unwrap();
        for field in definition.fields().filter(|field| field.is_required()) {
            let mut changed = example.clone();
            let parent = changed
                .pointer_mut(field.parent)
                .unwrap()
                .as_object_mut()
                .unwrap();
            parent.remove(field.name).unwrap();
            assert!(!validator.is_valid(&changed), "{}", field.name);
            assert_eq!(definition.check(&changed).unwrap_err().len(), 1);
        }
    }
}
