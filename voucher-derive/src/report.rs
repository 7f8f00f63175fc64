//! Every mistake at once.

use proc_macro2::Span;
use quote::ToTokens;
use std::fmt::Display;

/// The mistakes found so far. It has to be asked for them before it is dropped.
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    is_finished: bool,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self {
            found: Vec::new(),
            is_finished: false,
        }
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.extend(
            error
                .into_iter()
                .map(|one| syn::Error::new(one.span(), one)),
        );
    }

    pub(crate) fn push_at(&mut self, span: Span, words: impl Display) {
        self.found.push(syn::Error::new(span, words));
    }

    pub(crate) fn push_spanned(&mut self, tokens: impl ToTokens, words: impl Display) {
        self.found.push(syn::Error::new_spanned(tokens, words));
    }

    /// All mistakes in source order, if there are any.
    pub(crate) fn finish(mut self) -> Result<(), syn::Error> {
        self.is_finished = true;
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|error| {
            let start = error.span().start();
            (start.line, start.column)
        });
        let all = found.into_iter().reduce(|mut all, one| {
            all.combine(one);
            all
        });
        all.map_or(Ok(()), Err)
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        debug_assert!(
            self.is_finished || std::thread::panicking(),
            "mistakes were not asked for"
        );
    }
}
