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
        let new = start(error.span());
        let before = self
            .found
            .iter()
            .rposition(|other| start(other.span()) <= new);
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

/// Returns the line and column at which a span starts. `proc_macro2` has a feature for that, which would make this crate
/// slower to build.
#[cfg(not(test))]
#[allow(clippy::incompatible_msrv, unstable_name_collisions)] // see `Location`
fn start(span: Span) -> (usize, usize) {
    if !proc_macro::is_available() {
        return (0, 0);
    }
    let span = span.unwrap();
    (span.line(), span.column())
}

/// Without rustc, only `proc_macro2` knows where a span starts.
#[cfg(test)]
fn start(span: Span) -> (usize, usize) {
    let start = span.start();
    (start.line, start.column)
}

/// Methods of spans before Rust 1.88, which has methods of the same names and prefers them. Without them, mistakes are
/// reported in the order in which they are found.
#[cfg(not(test))]
#[allow(dead_code)] // never called by a newer compiler
trait Location {
    fn line(&self) -> usize {
        0
    }

    fn column(&self) -> usize {
        0
    }
}

#[cfg(not(test))]
impl Location for proc_macro::Span {}

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
