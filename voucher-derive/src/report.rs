//! Collects mistakes, to report all of them at once.

use proc_macro2::Span;
use quote::ToTokens;
use std::fmt::Display;

/// The mistakes found so far, in source order. Dropping it without calling `finish` panics in debug builds.
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
        for single in error {
            self.insert(syn::Error::new(single.span(), single));
        }
    }

    pub(crate) fn push_at(&mut self, span: Span, message: impl Display) {
        self.insert(syn::Error::new(span, message.to_string()));
    }

    pub(crate) fn push_spanned(&mut self, tokens: impl ToTokens, message: impl Display) {
        let tokens = tokens.to_token_stream();
        self.insert(syn::Error::new_spanned(tokens, message.to_string()));
    }

    /// Inserts an error in source order. Sorting at the end would make this crate slower to build.
    fn insert(&mut self, error: syn::Error) {
        let start = |error: &syn::Error| {
            let start = error.span().start();
            (start.line, start.column)
        };
        let new = start(&error);
        let before = self.found.iter().rposition(|other| start(other) <= new);
        self.found
            .insert(before.map_or(0, |index| index + 1), error);
    }

    /// Returns all mistakes as one error.
    pub(crate) fn finish(mut self) -> Result<(), syn::Error> {
        self.is_finished = true;
        let mut found = std::mem::take(&mut self.found).into_iter();
        let Some(mut all) = found.next() else {
            return Ok(());
        };
        for error in found {
            all.combine(error);
        }
        Err(all)
    }
}

/// Returns names in backticks: `` `a`, `b` and `c` ``.
pub(crate) fn quote_list(names: &[&str]) -> String {
    match names {
        [] => String::from("none"),
        [one] => format!("`{one}`"),
        [before @ .., last] => format!("`{}` and `{last}`", before.join("`, `")),
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        debug_assert!(
            self.is_finished || std::thread::panicking(),
            "`Errors` was dropped without `finish`"
        );
    }
}
