//! The docs of `voucher-core` have a page for each definition that ships, with all its fields. `BLESS=1` writes the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use voucher_codegen::show;
use voucher_definition::{Contents, DEFINITIONS, Definition, Field};
use voucher_judges::shipped;

const COMMAND: &str = "BLESS=1 cargo test -p voucher-judges --test definition_pages";

fn core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../voucher-core")
}

/// Returns the page of a definition: how to map it, and its fields.
fn page(definition: &Definition) -> String {
    let section = show::markdown(definition);
    let (heading, rest) = section.split_once("\n\n").unwrap();
    let name = definition.name;
    let is_table = DEFINITIONS.iter().any(|table| table.name == name);
    let feature = if is_table {
        ""
    } else {
        " and the feature `definition-file`"
    };
    let mapped = format!("A struct maps it with `#[ravelin(event = {name:?})]`{feature}.");
    let mut page = format!("{heading}\n\n{mapped}\n\n");
    write!(page, "{rest}\n<!-- {COMMAND} -->\n").unwrap();
    page
}

#[test]
fn each_definition_has_a_current_page() {
    let folder = core().join("docs/definitions");
    let pages = shipped().into_iter().map(|(definition, _)| {
        let file = format!("{}.md", definition.rust_path);
        (file, page(definition))
    });
    let pages: BTreeMap<_, _> = pages.collect();
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (file, page) in &pages {
            fs::write(folder.join(file), page).unwrap();
        }
    }
    let files = fs::read_dir(&folder).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<_> = files.collect();
    assert!(files.iter().eq(pages.keys()), "{files:?}");
    for (file, page) in pages {
        let written = fs::read_to_string(folder.join(&file)).unwrap();
        assert!(written == page, "{file} is not current; run {COMMAND}");
    }
}

#[test]
fn each_page_is_a_module() {
    let modules = fs::read_to_string(core().join("src/definitions.rs")).unwrap();
    let (_, modules) = modules.split_once("\npages! {\n").unwrap();
    let (modules, _) = modules.split_once("\n}").unwrap();
    let modules = modules
        .lines()
        .map(|line| line.trim().trim_end_matches(','));
    let modules: Vec<_> = modules.collect();
    let mut names: Vec<_> = shipped()
        .iter()
        .map(|(definition, _)| definition.rust_path)
        .collect();
    names.sort_unstable();
    assert_eq!(modules, names);
}

/// Counts the fields without the code that writes the pages.
#[test]
fn each_page_has_a_row_with_a_source_for_each_field() {
    let mut count = 0;
    for (definition, _) in shipped() {
        let page = page(definition);
        let rows = page.lines().filter(|line| line.starts_with("| `"));
        let rows: Vec<_> = rows.collect();
        let body = definition.body.map_or(0, fields);
        let expected = definition.parameters.len() + definition.query.len() + body;
        assert_eq!(rows.len(), expected, "{}", definition.name);
        for row in &rows {
            assert!(row.ends_with("] |"), "{row}");
        }
        count += rows.len();
    }
    assert!(count > 2_000, "{count}");
}

/// Returns the number of fields and alternatives inside a value.
fn fields(field: &Field) -> usize {
    match field.kind.contents() {
        Contents::None | Contents::Ancestor(_) => 0,
        Contents::Fields(object) => object.fields.iter().map(|field| 1 + fields(field)).sum(),
        Contents::Elements(array) => fields(array.element),
        Contents::Values(map) => fields(map.value),
        Contents::Alternatives(one_of) => {
            let values = one_of.alternatives.iter();
            values
                .map(|alternative| 1 + fields(alternative.value))
                .sum()
        }
    }
}
