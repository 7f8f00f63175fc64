//! Choices from random words. Fewer and smaller words make simpler choices, so that a failure shrinks.

use serde_json::Value;

pub(crate) struct Choices<'w>(&'w [u32]);

impl<'w> Choices<'w> {
    pub(crate) fn new(words: &'w [u32]) -> Self {
        Self(words)
    }

    /// Returns a number below `count`; 0 if there are no more words.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let Some((word, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *word as usize % count
    }

    /// Returns `true` in so many of a hundred cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        // 0 is `false`, so that a failure shrinks to few options.
        self.below(100) >= 100 - percent
    }

    /// Chooses one; later ones are tried first to be removed when a failure shrinks.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn value(&mut self, of: &[Value]) -> Value {
        self.one(of).clone()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
