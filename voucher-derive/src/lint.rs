//! What its author allows of an item is allowed of what is written for it, which names the same types and functions.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, Data, DeriveInput, Meta};

/// `#[allow(…)]` for whatever the item, its fields or its variants allow or expect. Who deprecates one of them has said
/// so, and need not hear it back.
pub(crate) fn expand_allowed(input: &DeriveInput) -> TokenStream {
    let mut inner: Vec<&Attribute> = Vec::new();
    match &input.data {
        Data::Struct(data) => inner.extend(data.fields.iter().flat_map(|field| &field.attrs)),
        Data::Enum(data) => inner.extend(data.variants.iter().flat_map(|variant| &variant.attrs)),
        Data::Union(_) => {}
    }
    let lints = input
        .attrs
        .iter()
        .chain(inner)
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => {
                Some(list.tokens.clone())
            }
            meta if meta.path().is_ident("deprecated") => Some(meta.path().to_token_stream()),
            _ => None,
        });
    lints
        .map(|lints| quote_spanned!(Span::mixed_site()=> #[allow(#lints)]))
        .collect()
}
