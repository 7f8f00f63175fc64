//! Several definition files have the same schemas in their `$defs`. They are written once, in `shapes.json`, and
//! copied from there, because a reference never leads to another file.

use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../voucher-core/definition/definitions")
}

fn read(path: &Path) -> Map<String, Value> {
    let file = std::fs::read(path).unwrap();
    serde_json::from_slice(&file).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn shapes() -> Map<String, Value> {
    let mut file = read(&folder().join("../shapes.json"));
    let Some(Value::Object(shapes)) = file.remove("$defs") else {
        panic!("the shapes are in `$defs`");
    };
    shapes
}

/// Appends the names in `$defs` that a value refers to.
fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                names.extend(reference.strip_prefix("#/$defs/").map(String::from));
            }
            members.values().for_each(|value| references(value, names));
        }
        Value::Array(elements) => elements.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

/// Returns the `$defs` of a file: its own schemas, and the shapes that it refers to, in the order of `shapes.json`.
fn with_shapes(file: &Map<String, Value>, shapes: &Map<String, Value>) -> Map<String, Value> {
    let own = file.get("$defs").and_then(Value::as_object).cloned();
    let mut own = own.unwrap_or_default();
    own.retain(|name, _| !shapes.contains_key(name));
    let (mut open, mut wanted) = (Vec::new(), Vec::new());
    let others = file.iter().filter(|(name, _)| *name != "$defs");
    others
        .map(|(_, value)| value)
        .chain(own.values())
        .for_each(|value| references(value, &mut open));
    while let Some(name) = open.pop() {
        if let Some(shape) = shapes.get(&name).filter(|_| !wanted.contains(&name)) {
            references(shape, &mut open);
            wanted.push(name);
        }
    }
    let wanted = shapes.iter().filter(|(name, _)| wanted.contains(name));
    own.extend(wanted.map(|(name, shape)| (name.clone(), shape.clone())));
    own
}

/// `BLESS=1` copies the shapes.
#[test]
fn each_file_has_the_shared_shapes_that_it_refers_to() {
    let shapes = shapes();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let mut file = read(&path);
        let definitions = with_shapes(&file, &shapes);
        if definitions.is_empty() {
            file.shift_remove("$defs");
        } else {
            file.insert("$defs".into(), definitions.into());
        }
        let expected = serde_json::to_string_pretty(&file).unwrap() + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &expected).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(
            written == expected,
            "{}: run it with BLESS=1",
            path.display()
        );
    }
}

#[test]
fn each_shared_shape_is_in_several_files() {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let file = read(&path);
            let definitions = file.get("$defs").and_then(Value::as_object);
            names.extend(definitions.into_iter().flat_map(Map::keys).cloned());
        }
    }
    for name in shapes().keys() {
        let files = names.iter().filter(|used| *used == name).count();
        assert!(
            files > 1,
            "`{name}` is in {files} files; move it to that file"
        );
    }
}
