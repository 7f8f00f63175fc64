//! Reads definition files: the JSON Schema of a request body, with additional `x-ravelin-…` keywords.
//!
//! A keyword that a definition cannot represent is rejected by name; nothing is guessed. The keywords are documented in
//! [`definition_file`](crate::definition_file).

mod alternatives;
mod document;
mod field;
mod format;
mod json;
mod keyword;
mod keyword_value;
mod listed;
mod map;
mod mistake;
mod number;
mod object;
mod owned;
mod pattern;
mod query;
mod recursion;
mod rust_name;
mod schema;
mod string;
mod types;

pub use mistake::{Mistake, Mistakes};
pub use owned::{Entry, Model};
pub use rust_name::rust_name;

use alloc::format;
use json::Node;
use mistake::MistakeList;
use schema::Reader;

/// Reads a definition file.
///
/// # Errors
/// Every mistake in the file, with its line and column.
pub fn read(file: &[u8]) -> Result<Model, Mistakes> {
    let (text, document) = parse(file)?;
    let mut reader = Reader::new(&document);
    let model = reader.model();
    finish(model, reader, text)
}

/// Reads the JSON Schema of a single value of any type, without a request around it.
///
/// # Errors
/// Every mistake in the schema, with its line and column.
pub fn read_entry(file: &[u8]) -> Result<Entry, Mistakes> {
    let (text, document) = parse(file)?;
    let mut reader = Reader::new(&document);
    let entry = reader.entry();
    finish(entry, reader, text)
}

fn parse(file: &[u8]) -> Result<(&str, Node), Mistakes> {
    let mut mistakes = MistakeList::default();
    // The text before the mistake, from which its line and column follow.
    let (before, message) = match core::str::from_utf8(file) {
        _ if file.len() > json::MAX_SIZE => {
            let (max, found) = (json::MAX_SIZE, file.len());
            let message = format!("expected a file of at most {max} bytes, found {found}");
            ("", message)
        }
        Ok(text) => match json::parse(text, &mut mistakes) {
            Some(document) => return Ok((text, document)),
            None => return Err(mistakes.into_mistakes(text, |_| None)),
        },
        Err(error) => {
            let before = file.split_at(error.valid_up_to()).0;
            let message = format!("byte {} of the file is not valid UTF-8", before.len());
            (core::str::from_utf8(before).unwrap_or_default(), message)
        }
    };
    mistakes.push(before.len(), None, message);
    Err(mistakes.into_mistakes(before, |_| None))
}

fn finish<T>(read: Option<T>, reader: Reader<'_>, text: &str) -> Result<T, Mistakes> {
    match read {
        Some(read) if reader.mistakes.is_empty() => Ok(read),
        _ => {
            let Reader {
                document, mistakes, ..
            } = reader;
            Err(mistakes.into_mistakes(text, |at| document.pointer_at(at)))
        }
    }
}
