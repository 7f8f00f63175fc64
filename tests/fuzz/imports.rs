//! Any bytes as a description in JSON or YAML. Each imported definition can be read, and a second import is the same.

use crate::{Counts, Finding};
use serde_json::Value;
use voucher_codegen::import::{Description, ImportError, Imported, Operation, Options};
use voucher_definition::read;

/// The number of operations that are imported of each description.
const OPERATIONS: usize = 4;

pub(crate) fn run(bytes: &[u8]) -> Result<Counts, Finding> {
    let mut counts = Counts::default();
    let description = match Description::read(bytes) {
        Ok(description) => description,
        Err(error) => {
            counts.rejected += 1;
            check_error(&error)?;
            return Ok(counts);
        }
    };
    let document = serde_json::from_slice(bytes).ok();
    for operation in description.operations().iter().take(OPERATIONS) {
        match description.import(operation, &Options::default()) {
            Ok(imported) => {
                counts.accepted += 1;
                check_imported(&description, operation, &imported, document.as_ref())?;
            }
            Err(error) => {
                counts.rejected += 1;
                check_error(&error)?;
            }
        }
    }
    Ok(counts)
}

fn check_error(error: &ImportError) -> Result<(), Finding> {
    let message = error.to_string();
    if message.is_empty() || message.contains('\n') {
        return Err(Finding(format!("not one line: {message:?}")));
    }
    Ok(())
}

fn check_imported(
    description: &Description,
    operation: &Operation,
    imported: &Imported,
    document: Option<&Value>,
) -> Result<(), Finding> {
    let definition = imported.definition();
    if let Err(mistakes) = read(definition.as_bytes()) {
        return Err(Finding(format!("{mistakes}\n{definition}")));
    }
    let again = description.import(operation, &Options::default());
    if again.as_ref() != Ok(imported) {
        return Err(Finding(format!("{definition}\nand then\n{again:?}")));
    }
    for entry in imported.report().entries() {
        let is_there = document.is_none_or(|document| document.pointer(entry.pointer()).is_some());
        if !is_there {
            return Err(Finding(format!("not in the description: {entry:?}")));
        }
    }
    Ok(())
}
