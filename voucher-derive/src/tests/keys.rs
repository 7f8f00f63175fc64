//! The reference tables in the docs, which are generated from the tables of keys. `BLESS=1` rewrites them.

#[cfg(feature = "definition-file")]
use crate::attr::{AlternativeKeys, Level, OneOfKeys, table_of};
use crate::attr::{EnumKeys, FieldKeys, Key, StructKeys, VariantKeys};
use std::fmt::Write;
use std::fs;

#[test]
fn the_docs_have_a_row_for_each_key() {
    check("RavelinEvent", "StructKeys", &[StructKeys::KEYS]);
    check("RavelinEvent", "FieldKeys", &[FieldKeys::KEYS]);
    let tables = [EnumKeys::KEYS, VariantKeys::KEYS];
    check("RavelinEnum", "EnumKeys and VariantKeys", &tables);
}

#[cfg(feature = "definition-file")]
#[test]
fn the_docs_have_a_row_for_each_key_of_alternatives() {
    let tables = [OneOfKeys::KEYS, AlternativeKeys::KEYS];
    check("RavelinOneOf", "OneOfKeys and AlternativeKeys", &tables);
}

/// The keys of each level as modules, whose docs rust-analyzer shows.
#[cfg(feature = "definition-file")]
#[test]
fn each_key_is_a_module_for_rust_analyzer() {
    let path = format!("{}/../voucher-core/src/keys.rs", env!("CARGO_MANIFEST_DIR"));
    let expected = modules();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let command = "BLESS=1 cargo test -p voucher-derive --all-features";
    let found = fs::read_to_string(path).unwrap();
    assert_eq!(
        found, expected,
        "{command} rewrites voucher-core/src/keys.rs"
    );
}

#[cfg(feature = "definition-file")]
fn modules() -> String {
    let mut modules = String::from(
        "//! The keys of `#[ravelin(…)]`, for rust-analyzer, which resolves each key to the module of its name. Written by\n\
         //! `BLESS=1 cargo test -p voucher-derive --all-features`, from `voucher-derive/src/attr/table.rs`.\n",
    );
    for level in Level::ALL.iter().copied() {
        writeln!(
            modules,
            "\n/// The keys of {}.\npub mod {} {{",
            level.noun(),
            level.module()
        )
        .unwrap();
        let keys = table_of(level).iter().filter(|key| key.is_allowed(level));
        for (index, key) in keys.enumerate() {
            let line = if index == 0 { "" } else { "\n" };
            // Links to a section lead to the page that has it.
            let page =
                "](https://docs.rs/voucher-core/latest/voucher_core/derive.RavelinEvent.html#";
            let docs = key.docs.trim().replace("](#", page);
            let name = if key.name == "crate" {
                "crate_"
            } else {
                key.name
            };
            writeln!(
                modules,
                "{line}    /// `{}`\n    ///\n    /// {docs}\n    pub mod {name} {{}}",
                key.example
            )
            .unwrap();
        }
        modules.push_str("}\n");
    }
    modules
}

/// The example needs a definition file, so it is one of the expanded inputs, which are run.
#[test]
fn the_example_of_alternatives_is_expanded() {
    let docs = include_str!("../../docs/RavelinOneOf.md");
    let (_, rest) = docs.split_once("```rust,ignore\n").unwrap();
    let (example, _) = rest.split_once("\n```").unwrap();
    assert!(include_str!("../../../tests/expand/one-of/input.rs").contains(example));
}

/// Checks the table between two comments of a page.
fn check(page: &str, structs: &str, tables: &[&[Key]]) {
    let path = format!("{}/docs/{page}.md", env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_to_string(&path).unwrap();
    let command = "BLESS=1 cargo test -p voucher-derive";
    let start = format!("<!-- {structs} of src/attr/table.rs, written by `{command}` -->\n\n");
    let (before, rest) = docs.split_once(&start).unwrap();
    let (found, after) = rest.split_once("\n<!-- end -->\n").unwrap();
    let expected = markdown(tables);
    if std::env::var_os("BLESS").is_some() {
        let docs = format!("{before}{start}{expected}\n<!-- end -->\n{after}");
        fs::write(&path, docs).unwrap();
    } else {
        assert_eq!(found, expected, "{command} rewrites docs/{page}.md");
    }
}

fn markdown(tables: &[&[Key]]) -> String {
    let mut markdown = String::from("| key | meaning |\n| --- | --- |\n");
    for key in tables.iter().copied().flatten() {
        writeln!(markdown, "| `{}` | {} |", key.example, key.docs.trim()).unwrap();
    }
    markdown
}

/// `cargo clippy` denies every lint in this crate.
#[test]
fn every_key_is_linted() {
    let mapped = include_str!("../../../tests/users/linted/src/mapped.rs");
    let attributes = mapped.split("#[ravelin(").skip(1);
    let attributes = attributes.filter_map(|rest| rest.split(")]").next());
    let found: Vec<_> = attributes
        .flat_map(|attribute| attribute.split(|character: char| !character.is_alphanumeric()))
        .collect();
    let tables = [
        StructKeys::KEYS,
        FieldKeys::KEYS,
        EnumKeys::KEYS,
        VariantKeys::KEYS,
    ];
    let tables = tables.into_iter();
    #[cfg(feature = "definition-file")]
    let tables = tables.chain([OneOfKeys::KEYS, AlternativeKeys::KEYS]);
    for key in tables.flatten() {
        assert!(found.contains(&key.name), "{}", key.name);
    }
}
