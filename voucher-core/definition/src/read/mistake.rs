//! The mistakes in a definition file.

use crate::message::Message;
use alloc::string::String;
use alloc::vec::{self, Vec};
use core::fmt;
use core::slice;

/// The maximum number of mistakes that are reported.
const MAX_MISTAKES: usize = 100;

/// A mistake in a definition file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    line: usize,
    column: usize,
    pointer: String,
    keyword: Option<String>,
    message: String,
}

/// The mistakes in a definition file, in the order of the file; never empty. At most 100 are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

/// The mistakes found so far: offset, keyword and message.
#[derive(Default)]
pub(super) struct MistakeList(Vec<(usize, Option<String>, String)>);

impl Mistake {
    /// Returns the line in the file, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// Returns the column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// Returns the JSON Pointer (RFC 6901) of the keyword or value that is wrong: `/properties/price/oneOf`. It is empty if
    /// the whole document is wrong, or is not JSON.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns the keyword that is wrong, or whose value contains the mistake. `None` without such a keyword.
    #[must_use]
    pub fn keyword(&self) -> Option<&str> {
        self.keyword.as_deref()
    }

    /// Returns what is wrong and what to do, without the location.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Writes `line 12, column 5, /properties/price/oneOf: …`.
impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}", self.line, self.column)?;
        if !self.pointer.is_empty() {
            write!(out, ", {}", self.pointer)?;
        }
        write!(out, ": {}", self.message)
    }
}

impl core::error::Error for Mistake {}

impl Mistakes {
    /// Returns an iterator over the mistakes, in the order of the file.
    pub fn iter(&self) -> slice::Iter<'_, Mistake> {
        self.0.iter()
    }

    /// Returns the first mistake.
    #[must_use]
    pub fn first(&self) -> &Mistake {
        &self.0[0]
    }

    /// Returns the number of mistakes.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl MistakeList {
    /// Adds a mistake at an offset in the file. A schema that several references use is read several times, but its mistakes
    /// are added only once.
    pub(super) fn push(&mut self, at: usize, keyword: Option<&str>, message: impl Into<String>) {
        let message = message.into();
        let mut known = self.0.iter();
        let is_known = known.any(|(offset, _, known)| *offset == at && *known == message);
        if !self.is_full() && !is_known {
            self.0.push((at, keyword.map(String::from), message));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether no more mistakes are added, so that the reader can stop.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() == MAX_MISTAKES
    }

    /// Returns the mistakes in the order of the file. `pointer_at` returns the JSON Pointer of what starts at an offset.
    pub(super) fn into_mistakes(
        mut self,
        text: &str,
        pointer_at: impl Fn(usize) -> Option<String>,
    ) -> Mistakes {
        self.0.sort_by_key(|(at, ..)| *at);
        let mistakes = self.0.into_iter().map(|(at, keyword, message)| {
            let before = text.get(..at).unwrap_or(text);
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            let line = before.get(line_start..).unwrap_or_default();
            Mistake {
                line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
                column: line.chars().count() + 1,
                pointer: pointer_at(at).unwrap_or_default(),
                keyword,
                message,
            }
        });
        Mistakes(mistakes.collect())
    }
}

/// Returns a string of the file for a message: quoted, and cut if it is long.
pub(super) fn quoted(string: &str) -> String {
    Message::new().quoted(string).as_str().into()
}

impl fmt::Display for Mistakes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, mistake) in self.0.iter().enumerate() {
            if at > 0 {
                out.write_str("\n")?;
            }
            mistake.fmt(out)?;
        }
        Ok(())
    }
}

impl core::error::Error for Mistakes {}

impl<'m> IntoIterator for &'m Mistakes {
    type Item = &'m Mistake;
    type IntoIter = slice::Iter<'m, Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Mistakes {
    type Item = Mistake;
    type IntoIter = vec::IntoIter<Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
