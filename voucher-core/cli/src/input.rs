//! Reads what the arguments name: definitions and files.

use crate::failure::Failure;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use voucher_codegen::exported::ExportedType;
use voucher_definition::suggest::nearest;
use voucher_definition::{DEFINITIONS, Definition, SHIPPED, read};

/// Returns the names of all definitions that ship with the toolkit.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let tables = DEFINITIONS.iter().map(|definition| definition.name);
    tables.chain(SHIPPED.iter().copied())
}

/// Returns the definition with a name, or the one in a file.
pub(crate) fn definition(name_or_file: &str) -> Result<&'static Definition, Failure> {
    if let Some(definition) = Definition::find(name_or_file) {
        return Ok(definition);
    }
    let path = Path::new(name_or_file);
    if name_or_file != "-" && !path.exists() {
        let names: Vec<_> = names().collect();
        let suggestion = match nearest(name_or_file, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`voucher definitions` lists the names".into(),
        };
        let message =
            format!("there is neither a definition nor a file `{name_or_file}`; {suggestion}");
        return Err(Failure::new(message));
    }
    let file = read_bytes(path)?;
    match read(&file) {
        Ok(model) => Ok(model.leak()),
        Err(mistakes) => Err(Failure::new(format!(
            "`{name_or_file}` is not a definition file: {mistakes}"
        ))),
    }
}

/// Reads the exported schemas in a directory and the directories in it. Other JSON files are ignored.
pub(crate) fn exported_types(directory: &Path) -> Result<Vec<ExportedType>, Failure> {
    let mut files = Vec::new();
    json_files(directory, 0, &mut files)?;
    files.sort();
    let mut types = Vec::new();
    for path in files {
        match ExportedType::read(&read_bytes(&path)?) {
            Ok(exported) => types.extend(exported),
            Err(error) => {
                let path = path.display();
                return Err(Failure::new(format!("`{path}` is not JSON: {error}")));
            }
        }
    }
    if types.is_empty() {
        let directory = directory.display();
        return Err(Failure::new(format!(
            "there is no exported schema in `{directory}`; `#[ravelin(export = \"…\")]` on an event exports one"
        )));
    }
    Ok(types)
}

fn json_files(directory: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    const MAX_DEPTH: usize = 16;
    let of_directory = |error| Failure::of_file("read", directory, &error);
    for entry in fs::read_dir(directory).map_err(of_directory)? {
        let entry = entry.map_err(of_directory)?;
        let (path, file_type) = (entry.path(), entry.file_type().map_err(of_directory)?);
        if file_type.is_dir() && depth < MAX_DEPTH {
            json_files(&path, depth + 1, files)?;
        } else if !file_type.is_dir()
            && path
                .extension()
                .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    let result = if path == Path::new("-") {
        stdin().lock().read_to_end(&mut content)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut content))
    };
    match result {
        Ok(_) => Ok(content),
        Err(error) => Err(Failure::of_file("read", path, &error)),
    }
}

/// Reads a JSON file, or standard input for `-`.
pub(crate) fn read_json(path: &Path) -> Result<Value, Failure> {
    let content = read_bytes(path)?;
    serde_json::from_slice(&content).map_err(|error| {
        let path = path.display();
        Failure::new(format!("`{path}` is not a JSON document: {error}"))
    })
}
