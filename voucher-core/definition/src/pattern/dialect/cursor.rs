//! A position in an expression.

use super::super::error::PatternError;
use alloc::borrow::Cow;

/// Reads an expression character by character.
pub(super) struct Cursor<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self { source, at: 0 }
    }

    /// Returns the offset of the next character, in bytes.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Returns what has not been read.
    pub(super) fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Returns what was read since an offset.
    pub(super) fn text_from(&self, start: usize) -> &'s str {
        self.source.get(start..self.at).unwrap_or_default()
    }

    /// Returns the next character without reading it.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads the next character.
    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Reads a string if it is next. Returns whether it was.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let is_next = self.rest().starts_with(expected);
        if is_next {
            self.at += expected.len();
        }
        is_next
    }

    /// Reads all characters up to the first that is not accepted, and returns them.
    pub(super) fn eat_while(&mut self, is_accepted: impl Fn(char) -> bool) -> &'s str {
        let start = self.at;
        while self.peek().is_some_and(&is_accepted) {
            self.next();
        }
        self.text_from(start)
    }
}

/// Returns an error at an offset.
pub(super) fn error<T>(
    at: usize,
    message: impl Into<Cow<'static, str>>,
) -> Result<T, PatternError> {
    Err(PatternError::new(at, message))
}
