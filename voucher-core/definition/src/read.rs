//! The reader of definition files: a JSON Schema of a request body, with keywords of the toolkit's own.
//!
//! It takes what a table can hold and refuses the rest by name; it never guesses. The page
//! [`definition_file`](crate::definition_file) has the keywords.

mod document;
mod field;
mod json;
mod keyword;
mod keyword_value;
mod mistake;
mod number;
mod object;
mod owned;
mod pattern;
mod rust_name;
mod schema;
mod string;

pub use mistake::{Mistake, Mistakes};
pub use owned::{Entry, Model};

use alloc::format;
use json::Node;
use mistake::Found;
use schema::Reader;

/// Reads a definition file.
///
/// # Errors
/// Every mistake in it, with line and column.
pub fn read(file: &[u8]) -> Result<Model, Mistakes> {
    let (text, document) = parse(file)?;
    let mut reader = Reader::new(&document);
    let model = reader.model();
    finish(model, reader, text)
}

/// Reads a JSON Schema of one value, whatever its type: what a definition file says of a field, without a request
/// around it.
///
/// # Errors
/// Every mistake in it, with line and column.
pub fn read_entry(file: &[u8]) -> Result<Entry, Mistakes> {
    let (text, document) = parse(file)?;
    let mut reader = Reader::new(&document);
    let entry = reader.entry();
    finish(entry, reader, text)
}

fn parse(file: &[u8]) -> Result<(&str, Node), Mistakes> {
    let mut found = Found::default();
    let (ahead, words) = match core::str::from_utf8(file) {
        _ if file.len() > json::LONGEST => {
            let (bytes, max) = (file.len(), json::LONGEST);
            let words = format!("the file has {bytes} bytes, and at most {max} are read");
            ("", words)
        }
        Ok(text) => match json::parse(text, &mut found) {
            Some(document) => return Ok((text, document)),
            None => return Err(found.into_mistakes(text, |_| None)),
        },
        Err(error) => {
            let ahead = file.split_at(error.valid_up_to()).0;
            let words = format!("byte {} of the file is no UTF-8", ahead.len());
            (core::str::from_utf8(ahead).unwrap_or_default(), words)
        }
    };
    found.push(ahead.len(), None, words);
    Err(found.into_mistakes(ahead, |_| None))
}

fn finish<T>(read: Option<T>, reader: Reader<'_>, text: &str) -> Result<T, Mistakes> {
    match read {
        Some(read) if reader.found.is_empty() => Ok(read),
        _ => {
            let document = reader.document;
            Err(reader
                .found
                .into_mistakes(text, |at| document.pointer_at(at)))
        }
    }
}
