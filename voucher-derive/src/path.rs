//! Where `voucher_core` is found.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// The crate that generated code calls.
pub(crate) struct CorePath(Option<syn::Path>);

impl CorePath {
    pub(crate) fn new(given: Option<&syn::Path>) -> Self {
        Self(given.cloned())
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
