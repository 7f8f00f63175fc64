//! The path of `voucher_core` in generated code.

use crate::code_buffer::Code;
use crate::template::{Name, emit};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

/// The path of `voucher_core`: that of the key `crate`, or `::voucher_core`.
pub(crate) struct CorePath(Option<syn::Path>);

impl CorePath {
    pub(crate) fn new(path: Option<&syn::Path>) -> Self {
        Self(path.cloned())
    }

    /// Writes `use ::voucher_core::__::voucher as __core;`. `module` is that of the definition, if its statics are
    /// needed. A path of the user's is imported on its own, so that an error about it points there.
    pub(crate) fn emit_use(&self, module: Option<&str>, code: &mut Code) {
        let mut root = Name("::voucher_core");
        if let Some(path) = &self.0 {
            let name = Ident::new("__voucher", path.span());
            code.push_tokens(quote_spanned!(path.span()=> use #path as #name;));
            root = Name("__voucher");
        }
        emit!(code => use #root::__ #if (let Some(module) = module.map(Name)) { ::#module } as __core;);
    }

    /// Returns the path as tokens.
    pub(crate) fn tokens(&self) -> TokenStream {
        let path = self.0.as_ref().map(ToTokens::to_token_stream);
        path.unwrap_or_else(|| quote!(::voucher_core))
    }

    /// Returns the path as the user writes it: `voucher_core`.
    pub(crate) fn source(&self) -> String {
        let path = self.0.as_ref().map(ToTokens::to_token_stream);
        let path = path.map_or_else(|| String::from("voucher_core"), |path| path.to_string());
        path.replace(' ', "")
    }

    /// Writes the attribute that keeps the ready-made events out of rustc's list of other types that implement the
    /// trait. They are recognized by `crate = crate`. No other crate gets it, because tool attributes do not resolve
    /// under `#![no_implicit_prelude]`.
    pub(crate) fn emit_do_not_recommend(&self, code: &mut Code) {
        if self.0.as_ref().is_some_and(|path| path.is_ident("crate")) {
            emit!(code => #[diagnostic::do_not_recommend]);
        }
    }
}
