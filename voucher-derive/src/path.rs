//! Where `voucher_core` is found.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// The crate that generated code calls.
pub(crate) struct CorePath(Option<syn::Path>);

impl CorePath {
    pub(crate) fn new(given: Option<&syn::Path>) -> Self {
        Self(given.cloned())
    }

    /// `use ::voucher_core as __voucher;`, where the user's path stands if there is one.
    pub(crate) fn expand_use(&self) -> TokenStream {
        let site = self.0.as_ref().map_or_else(Span::mixed_site, Spanned::span);
        let name = Ident::new("__voucher", site);
        quote_spanned!(site=> use #self as #name;)
    }

    /// What keeps the ready-made events, whose path is `crate`, out of the compiler's list of "other types that
    /// implement" the trait. Elsewhere a tool's attribute cannot be written: under `#![no_implicit_prelude]` no tool is
    /// in scope.
    pub(crate) fn expand_unlisted(&self) -> Option<TokenStream> {
        let path = self.0.as_ref()?;
        path.is_ident("crate")
            .then(|| quote_spanned!(Span::mixed_site()=> #[diagnostic::do_not_recommend]))
    }
}

impl ToTokens for CorePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(path) => path.to_tokens(tokens),
            None => tokens.extend(quote_spanned!(Span::mixed_site()=> ::voucher_core)),
        }
    }
}
