//! Generates the tables from their definition files.

use crate::model::{Definition, Evidence, Field, Kind, Object, Status};
use crate::pattern::Pattern;
use crate::read::read;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;
use std::path::Path;

/// The definition file of each table in [`DEFINITIONS`](super::DEFINITIONS).
const FILES: [&str; 3] = [
    "voucher.json",
    "voucher-check.json",
    "paymentmethod-voucher.json",
];

/// With `BLESS=1`, writes the tables.
#[test]
fn each_table_is_generated_from_its_definition_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (table, file) in super::DEFINITIONS.iter().zip(FILES) {
        let bytes = std::fs::read(root.join("definitions").join(file)).unwrap();
        let definition = read(&bytes).unwrap_or_else(|mistakes| panic!("{file}: {mistakes}"));
        let definition = definition.leak();
        let path = root.join("src/table").join(definition.rust_path);
        let path = path.with_extension("rs");
        let generated = generate(definition, file);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &generated).unwrap();
            continue; // the tables are those of the last build
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written, generated, "{file}: run it with BLESS=1");
        assert!(definition == *table, "{file}: another table is compiled");
    }
}

/// Returns the types of the model that a table uses.
fn imports(fields: &str) -> &'static str {
    if fields.contains("Status::") {
        "Definition, Evidence, Field, Kind, Object, Status"
    } else {
        "Definition, Evidence, Field, Kind, Object"
    }
}

/// Returns the Rust source of a table.
fn generate(definition: &Definition, file: &str) -> String {
    assert!(definition.parameters.is_empty(), "{file}");
    assert!(definition.query.is_empty(), "{file}");
    let body = definition.body.unwrap();
    let Kind::Object(object) = body.kind else {
        panic!("{file}: the body of a table is an object");
    };
    let mut fields = body_static(body);
    write_object("BODY_OBJECT", object, &mut fields);
    let pattern = if fields.contains("Pattern::") {
        "use crate::pattern::Pattern;\n"
    } else {
        ""
    };
    format!(
        "//! `{method} {path}`: {description}.
//!
//! Generated from `definitions/{file}`. To change it, change that file and run
//! `BLESS=1 cargo test -p voucher-definition --all-features table`.

use crate::model::{{{imports}}};
{pattern}
/// The request.
pub static DEFINITION: Definition = Definition {{
    name: {name:?},
    rust_path: {rust_path:?},
    fingerprint: {fingerprint},
    method: {method:?},
    path: {path:?},
    parameters: &[],
    query: &[],
    body: Some(&BODY),
    entity_name: {entity_name:?},
    host: {host:?},
    is_partial: {is_partial},
    deprecated: {deprecated},
    description: {description:?},
    source: {source:?},
    read_date: {read_date:?},
}};
{fields}",
        method = definition.method,
        path = definition.path,
        imports = imports(&fields),
        name = definition.name,
        rust_path = definition.rust_path,
        fingerprint = hexadecimal(definition.fingerprint),
        entity_name = definition.entity_name,
        host = definition.host,
        is_partial = definition.is_partial,
        deprecated = definition.deprecated,
        description = definition.description,
        source = definition.source,
        read_date = definition.read_date,
    )
}

/// Returns the static of the body.
fn body_static(body: &Field) -> String {
    format!(
        "
/// The request body.
pub static BODY: Field = Field::new(\"\", {:?}, \"\", Kind::Object(&BODY_OBJECT)){}
    .documentation({:?}, {:?});
",
        body.rust_name,
        rules(body),
        body.description,
        body.source,
    )
}

/// Writes the static of an object, and then those of its fields and nested objects.
fn write_object(name: &str, object: &Object, out: &mut String) {
    assert!(
        object.exclusive.is_empty()
            && object.exactly_one.is_empty()
            && !object.is_closed
            && !object.has_limits(),
        "{name}"
    );
    writeln!(out, "\nstatic {name}: Object = Object::new(&[").unwrap();
    for field in object.fields {
        writeln!(out, "    &{},", static_name(field)).unwrap();
    }
    writeln!(out, "]);").unwrap();
    for field in object.fields {
        write_field(field, out);
    }
    for field in object.fields {
        if let Kind::Object(object) = field.kind {
            assert!(field.parent.is_empty(), "{} is in the entity", field.name);
            write_object(&object_name(field), object, out);
        }
    }
}

fn write_field(field: &Field, out: &mut String) {
    let needs_file = field.nullable
        || field.deprecated
        || field.read_only
        || !field.integers.is_empty()
        || !field.value_notes.is_empty();
    assert!(!needs_file, "{} needs `definition-file`", field.name);
    write!(
        out,
        "\nfield! {{\n    {}: {:?}, {:?};\n    Field::new({:?}, {:?}, {:?}, {}){}\n}}\n",
        static_name(field),
        field.description,
        field.source,
        field.name,
        field.rust_name,
        field.parent,
        kind(field),
        rules(field),
    )
    .unwrap();
}

fn kind(field: &Field) -> String {
    match field.kind {
        Kind::Object(_) => format!("Kind::Object(&{})", object_name(field)),
        Kind::Number
        | Kind::DateTime
        | Kind::Date
        | Kind::Uuid
        | Kind::Any
        | Kind::Array(_)
        | Kind::Map(_)
        | Kind::OneOf(_)
        | Kind::Ancestor(_) => {
            panic!(
                "kinds of definition files are not compiled for tables; `{}` has one",
                field.name
            )
        }
        kind => format!("Kind::{kind:?}"),
    }
}

/// Returns the builder calls that turn a plain field of the same kind into this one.
fn rules(field: &Field) -> String {
    let plain = Field::new(field.name, field.rust_name, field.parent, field.kind);
    let mut calls = String::new();
    let mut call = |text: String| {
        calls.push_str("\n        .");
        calls.push_str(&text);
    };
    if field.pattern != plain.pattern {
        let pattern = field.pattern.unwrap();
        assert!(!matches!(pattern, Pattern::Compiled(_)), "{}", field.name);
        call(format!("pattern(Pattern::{pattern:?})"));
    }
    if !field.values.is_empty() {
        call(format!("values(&{:?})", field.values));
    }
    if (field.min, field.max) != (plain.min, plain.max) {
        call(format!("range({}, {})", limit(field.min), limit(field.max)));
    }
    if (field.min_length, field.max_length) != (plain.min_length, plain.max_length) {
        call(format!(
            "lengths({}, {})",
            field.min_length, field.max_length
        ));
    }
    if field.multiple_of != plain.multiple_of {
        call(format!("multiple_of({})", field.multiple_of));
    }
    match (field.status, field.evidence) {
        (Status::Optional, Evidence::Documented) => {}
        (Status::Required, evidence) => call(format!("required(Evidence::{evidence:?})")),
        (status, evidence) => call(format!(
            "status(Status::{status:?}, Evidence::{evidence:?})"
        )),
    }
    if field.deprecated {
        call("deprecated()".into());
    }
    if field.sensitive {
        call("sensitive()".into());
    }
    calls
}

fn limit(value: i64) -> String {
    match value {
        i64::MIN => "i64::MIN".into(),
        i64::MAX => "i64::MAX".into(),
        value => format!("{value}"),
    }
}

/// The number in groups of four digits: `0x2008_b913_2efe_5f69`.
fn hexadecimal(number: u64) -> String {
    let digits = format!("{number:016x}");
    let groups: Vec<_> = (0..4).map(|group| &digits[4 * group..][..4]).collect();
    format!("0x{}", groups.join("_"))
}

fn static_name(field: &Field) -> String {
    field.rust_name.to_uppercase()
}

fn object_name(field: &Field) -> String {
    format!("{}_OBJECT", static_name(field))
}
