//! What is wrong with a definition file, and where.

use crate::message::Message;
use alloc::string::String;
use alloc::vec::{self, Vec};
use core::fmt;
use core::slice;

/// The number of mistakes that are reported at most.
const MAX: usize = 100;

/// One mistake of a definition file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    line: usize,
    column: usize,
    pointer: String,
    keyword: Option<String>,
    text: String,
}

/// Every mistake of a definition file, in its order; never empty. At most 100 are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

/// What is found while a file is read: the byte, the keyword and the words of each mistake.
#[derive(Default)]
pub(super) struct Found(Vec<(usize, Option<String>, String)>);

impl Mistake {
    /// The line of the file, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The JSON Pointer (RFC 6901) of what is wrong: of a keyword, `/properties/price/oneOf`. Empty for the document
    /// itself, and where the file is no JSON.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The keyword that is refused, where it is one: the last segment of the pointer, or one before it where the mistake
    /// stands within.
    #[must_use]
    pub fn keyword(&self) -> Option<&str> {
        self.keyword.as_deref()
    }

    /// What is wrong and what to do, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.text
    }
}

/// `line 12, column 5, /properties/price/oneOf: …`
impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}", self.line, self.column)?;
        if !self.pointer.is_empty() {
            write!(out, ", {}", self.pointer)?;
        }
        write!(out, ": {}", self.text)
    }
}

impl core::error::Error for Mistake {}

impl Mistakes {
    /// One after the other, in the order of the file.
    pub fn iter(&self) -> slice::Iter<'_, Mistake> {
        self.0.iter()
    }

    /// The first one.
    #[must_use]
    pub fn first(&self) -> &Mistake {
        &self.0[0]
    }

    /// How many.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl Found {
    pub(super) fn push(&mut self, at: usize, keyword: Option<&str>, words: impl Into<String>) {
        let words = words.into();
        let is_known = |(place, _, known): &(usize, _, String)| *place == at && *known == words;
        // What a `$ref` leads to is read at each of its uses, and wrong at each.
        if self.0.len() < MAX && !self.0.iter().any(is_known) {
            self.0.push((at, keyword.map(String::from), words));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether no more are reported, so that the reader can stop looking for them.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() == MAX
    }

    /// Returns the mistakes in the order of the file. `pointer_at` returns the JSON Pointer of what starts at a byte.
    pub(super) fn into_mistakes(
        mut self,
        text: &str,
        pointer_at: impl Fn(usize) -> Option<String>,
    ) -> Mistakes {
        self.0.sort_by_key(|(at, ..)| *at);
        let mistakes = self.0.into_iter().map(|(at, keyword, words)| {
            let before = text.get(..at).unwrap_or(text);
            let line = before.rfind('\n').map_or(0, |end| end + 1);
            Mistake {
                line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
                column: before
                    .get(line..)
                    .map_or(0, |before| before.chars().count())
                    + 1,
                pointer: pointer_at(at).unwrap_or_default(),
                keyword,
                text: words,
            }
        });
        Mistakes(mistakes.collect())
    }
}

/// A text of the file in words: quoted, and cut where it is long.
pub(super) fn shown(text: &str) -> String {
    Message::new().quoted(text).as_str().into()
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
