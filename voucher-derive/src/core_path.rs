//! Where `voucher_core` is found.

use crate::code_buffer::Code;
use proc_macro2::Ident;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// The crate that generated code calls.
pub(crate) struct CorePath(Option<syn::Path>);

impl CorePath {
    pub(crate) fn new(given: Option<&syn::Path>) -> Self {
        Self(given.cloned())
    }

    /// `use ::voucher_core::__::voucher as __inner;`, of the module with these rows if any are needed. Where the user's path
    /// stands, if there is one, it is in two steps: it may not be there.
    pub(crate) fn push_use(&self, field_definitions: Option<&str>, code: &mut Code) {
        let mut found = "::voucher_core";
        if let Some(path) = &self.0 {
            let name = Ident::new("__voucher", path.span());
            code.push_tokens(quote_spanned!(path.span()=> use #path as #name;));
            found = "__voucher";
        }
        code.push("use ");
        code.push(found);
        code.push("::__");
        if let Some(field_definitions) = field_definitions {
            code.push("::");
            code.push(field_definitions);
        }
        code.push(" as __inner;");
    }

    /// As the user writes it: `voucher_core`.
    pub(crate) fn text(&self) -> String {
        let path = self.0.as_ref().map(ToTokens::to_token_stream);
        let path = path.map_or_else(|| String::from("voucher_core"), |path| path.to_string());
        path.replace(' ', "")
    }

    /// What keeps the ready-made events, whose path is `crate`, out of the compiler's list of "other types that
    /// implement" the trait. Elsewhere a tool's attribute cannot be written: under `#![no_implicit_prelude]` no tool is
    /// in scope.
    pub(crate) fn push_unlisted(&self, code: &mut Code) {
        if self.0.as_ref().is_some_and(|path| path.is_ident("crate")) {
            code.push("#[diagnostic::do_not_recommend]");
        }
    }
}
