//! Every mistake at once.

use proc_macro2::Span;
use quote::ToTokens;
use std::fmt::Display;

/// The mistakes found so far, in source order. It has to be asked for them before it is dropped.
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
        for one in error {
            self.insert(syn::Error::new(one.span(), one));
        }
    }

    pub(crate) fn push_at(&mut self, span: Span, message: impl Display) {
        self.insert(syn::Error::new(span, message.to_string()));
    }

    pub(crate) fn push_spanned(&mut self, tokens: impl ToTokens, message: impl Display) {
        let tokens = tokens.to_token_stream();
        self.insert(syn::Error::new_spanned(tokens, message.to_string()));
    }

    /// Behind all that stand before it in the source. (A sort would be two thousand lines of LLVM IR, for a few mistakes.)
    fn insert(&mut self, error: syn::Error) {
        let start = |error: &syn::Error| {
            let start = error.span().start();
            (start.line, start.column)
        };
        let here = start(&error);
        let before = self.found.iter().rposition(|other| start(other) <= here);
        self.found.insert(before.map_or(0, |at| at + 1), error);
    }

    /// All mistakes in source order, if there are any.
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

/// `` `a`, `b` and `c` ``
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
            "mistakes were not asked for"
        );
    }
}
