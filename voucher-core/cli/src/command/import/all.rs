//! Imports every operation of a description.

use super::report::Reports;
use super::{Arguments, command, previous};
use crate::Outcome;
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use voucher_codegen::import::{Description, Operation, Options};

/// Imports every operation. No file changes before all are imported and written.
pub(super) fn import(
    arguments: &Arguments,
    description: &Description,
    overlay: Option<&[u8]>,
    reports: &mut Reports,
) -> Result<Outcome, Failure> {
    let directory = arguments.target.path().unwrap_or(Path::new("."));
    check_directory(directory)?;
    let command = command();
    let mut contents = Vec::new();
    for (path, operation) in files(directory, description.operations())? {
        let previous = previous(Some(&path))?;
        let options = Options {
            command: Some(&command),
            overlay,
            previous: previous.as_deref(),
            ..Options::default()
        };
        match description.import(operation, &options) {
            Ok(imported) => {
                reports.add(imported.report().clone());
                contents.push((path, imported));
            }
            Err(error) => reports.skip(operation.name(), error.to_string()),
        }
    }
    if contents.is_empty() {
        return Err(reports
            .first_skipped()
            .unwrap_or_else(|| super::no_operation(description)));
    }
    let files = contents.iter();
    let files: Vec<_> = files
        .map(|(path, imported)| (path.clone(), imported.definition()))
        .collect();
    arguments.target.write_all(&files)
}

fn check_directory(directory: &Path) -> Result<(), Failure> {
    match fs::metadata(directory) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => Err(Failure::new(format!(
            "cannot write to `{}`: expected a directory for `--all`",
            directory.display()
        ))),
        Err(error) => Err(Failure::of_file("write to", directory, &error)),
    }
}

/// Returns the file of each operation. Two operations with one file are a mistake; file systems may ignore case.
fn files<'o>(
    directory: &Path,
    operations: &'o [Operation],
) -> Result<Vec<(PathBuf, &'o Operation)>, Failure> {
    let mut used: BTreeMap<String, &Operation> = BTreeMap::new();
    let mut files = Vec::new();
    for operation in operations
        .iter()
        .filter(|operation| is_supported(operation))
    {
        let name = file_name(operation);
        if let Some(other) = used.insert(name.to_lowercase(), operation) {
            return Err(Failure::new(format!(
                "`{}` and `{}` would both be written to `{name}`; import one of them with `--operation`",
                other.name().escape_debug(),
                operation.name().escape_debug()
            )));
        }
        files.push((directory.join(name), operation));
    }
    Ok(files)
}

/// Returns whether a definition can have the method of an operation. Those of `HEAD`, `OPTIONS` and `TRACE` send no data.
fn is_supported(operation: &Operation) -> bool {
    !matches!(operation.method(), "HEAD" | "OPTIONS" | "TRACE")
}

/// Returns the name of an operation's file: its operation id, or its method and path.
fn file_name(operation: &Operation) -> String {
    const MAX_LENGTH: usize = 150;
    let name = match operation.id() {
        Some(id) => id.to_owned(),
        None => format!("{}{}", operation.method().to_lowercase(), operation.path()),
    };
    let is_allowed = |one: char| one.is_ascii_alphanumeric() || "-_.".contains(one);
    let mut file = String::new();
    for one in name
        .chars()
        .map(|one| if is_allowed(one) { one } else { '-' })
    {
        if !(one == '-' && (file.is_empty() || file.ends_with('-'))) {
            file.push(one);
        }
    }
    let file: String = file
        .trim_end_matches(['-', '.'])
        .trim_start_matches('.')
        .chars()
        .take(MAX_LENGTH)
        .collect();
    match file.as_str() {
        "" => "operation.json".into(),
        device if is_device(device) => format!("operation-{device}.json"),
        file => format!("{file}.json"),
    }
}

/// Returns whether Windows opens a device instead of a file with this name, whatever its extension.
fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let numbered = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}
