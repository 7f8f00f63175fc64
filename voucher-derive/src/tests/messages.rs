//! What the macros report for each file of `tests/ui`, without rustc: the underlined source, and the message. `BLESS=1`
//! rewrites the table, `tests/ui/messages.txt`.

use super::{Derive, derive_of};
#[cfg(feature = "definition-file")]
use crate::report_one_of;
use crate::{report_enum, report_fields};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use syn::{DeriveInput, Item};

/// A message, and the source that it underlines.
struct Report {
    underlined: String,
    message: String,
}

#[test]
#[cfg_attr(
    not(all(feature = "serde", feature = "pattern", feature = "definition-file")),
    ignore = "run it with --all-features"
)]
fn each_mistake_has_its_message_and_span() {
    let (mut table, mut rows) = (String::new(), 0);
    for file in files() {
        let reports = reports(&std::fs::read_to_string(&file).unwrap());
        if reports.is_empty() {
            continue; // rustc reports this one
        }
        rows += 1;
        let folder = Path::new(file.parent().unwrap().file_name().unwrap()).display();
        let name = Path::new(file.file_stem().unwrap()).display();
        writeln!(table, "{folder}/{name}").unwrap();
        for Report {
            underlined,
            message,
        } in reports
        {
            let message = message.replace('\n', "\n    | ").replace(" \n", "\n");
            writeln!(table, "    {underlined}\n    | {message}").unwrap();
        }
    }
    assert_eq!(rows, 462);
    let path = folder().join("messages.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let lines = std::fs::read_to_string(path).unwrap();
    for (found, expected) in table.lines().zip(lines.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(table.len(), lines.len());
}

/// The table shows what users see: rustc prints the same messages and underlines the same source.
#[test]
#[cfg_attr(
    not(all(feature = "serde", feature = "pattern", feature = "definition-file")),
    ignore = "run it with --all-features"
)]
fn rustc_prints_the_same_messages() {
    for file in files() {
        let source = std::fs::read_to_string(&file).unwrap();
        let stderr = std::fs::read_to_string(file.with_extension("stderr")).unwrap();
        for Report {
            underlined,
            message,
        } in reports(&source)
        {
            // rustc indents all lines after the first, except empty ones.
            let message = message
                .replace('\n', "\n       ")
                .replace("\n       \n", "\n\n");
            let (_, rest) = stderr
                .split_once(&format!("error: {message}\n"))
                .unwrap_or_else(|| panic!("{}: {message}", file.display()));
            let first = underlined.lines().next().unwrap();
            let is_shown = underlined_source(rest).is_some_and(|source| source.starts_with(first));
            assert!(is_shown, "{}: {underlined}\n{rest}", file.display());
        }
    }
}

/// Returns the source above the first line of carets, from the first caret on.
fn underlined_source(stderr: &str) -> Option<&str> {
    let mut lines = stderr.lines().zip(stderr.lines().skip(1));
    let (source, marks) = lines.find(|(_, line)| {
        let marks = line.trim_start_matches([' ', '|']);
        marks.starts_with('^') && marks.trim_start_matches('^').is_empty()
    })?;
    source.get(marks.find('^')?..)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui")
}

fn files() -> Vec<PathBuf> {
    let entries = |path: &Path| path.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let folders = entries(&folder()).filter(|path| path.is_dir());
    let mut files: Vec<_> = folders
        .flat_map(|path| entries(&path).collect::<Vec<_>>())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    files
}

/// Returns what the derives in a file report, in order.
fn reports(source: &str) -> Vec<Report> {
    let file = syn::parse_file(source).unwrap();
    let errors = file.items.into_iter().filter_map(error_of).flatten();
    let reports = errors.map(|error| Report {
        underlined: error.span().source_text().unwrap_or_default(),
        message: error.to_string(),
    });
    reports.collect()
}

fn error_of(item: Item) -> Option<syn::Error> {
    let input = match item {
        Item::Struct(item) => DeriveInput::from(item),
        Item::Enum(item) => DeriveInput::from(item),
        Item::Union(item) => DeriveInput::from(item),
        _ => return None,
    };
    let (_, errors) = match derive_of(&input)? {
        Derive::Fields(role) => report_fields(&input, role),
        Derive::Enum => report_enum(&input),
        #[cfg(feature = "definition-file")]
        Derive::OneOf => report_one_of(&input),
    };
    errors.finish().err()
}
