//! Reads what the arguments name: definitions and files.

use crate::failure::Failure;
use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;
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
