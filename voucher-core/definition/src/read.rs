//! The reader of definition files: a JSON Schema of a request body, with keywords of the toolkit's own.
//!
//! It takes what a table can hold and refuses the rest by name; it never guesses. See the page
//! [`DEFINITION.md`] for the keywords.

mod document;
mod json;
mod keyword;
mod mistake;
mod model;
mod name;
mod row;
mod schema;
mod value;

pub use mistake::{Mistake, Mistakes};
pub use model::{Entry, Model};

use alloc::format;
use mistake::Found;
use schema::Reader;

/// Reads a definition file.
///
/// # Errors
/// Every mistake in it, with line and column.
pub fn read(file: &[u8]) -> Result<Model, Mistakes> {
    read_as(file, |reader| reader.model())
}

/// Reads a JSON Schema of one value, whatever its type: what a definition file says of a field, without a request
/// around it.
///
/// # Errors
/// Every mistake in it, with line and column.
pub fn read_entry(file: &[u8]) -> Result<Entry, Mistakes> {
    read_as(file, |reader| reader.entry())
}

fn read_as<T>(file: &[u8], of: fn(&mut Reader<'_>) -> Option<T>) -> Result<T, Mistakes> {
    let mut found = Found::default();
    if file.len() > json::LONGEST {
        let (bytes, most) = (file.len(), json::LONGEST);
        let words = format!("the file has {bytes} bytes, and at most {most} are read");
        found.push(0, None, words);
        return Err(found.told("", None));
    }
    let text = match core::str::from_utf8(file) {
        Ok(text) => text,
        Err(error) => {
            let (at, ahead) = (error.valid_up_to(), file.split_at(error.valid_up_to()).0);
            let words = format!("byte {at} of the file is no UTF-8");
            found.push(at, None, words);
            return Err(found.told(core::str::from_utf8(ahead).unwrap_or_default(), None));
        }
    };
    let Some(document) = json::parse(text, &mut found) else {
        return Err(found.told(text, None));
    };
    let mut reader = Reader::new(&document, found);
    let read = of(&mut reader);
    match read {
        Some(read) if reader.found.is_empty() => Ok(read),
        _ => Err(reader.found.told(text, Some(&document))),
    }
}
