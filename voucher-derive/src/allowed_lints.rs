//! Lints that the user's item allows are allowed in its generated code, which names the same types and functions.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, Data, DeriveInput, Meta};

/// Returns an `#[allow(…)]` for each lint that the item, its fields or its variants allow or expect. If one of them is
/// deprecated, allows its use.
pub(crate) fn emit_allowed(input: &DeriveInput) -> TokenStream {
    let mut allowed = TokenStream::new();
    push_allowed(&input.attrs, &mut allowed);
    match &input.data {
        Data::Struct(data) => {
            for field in &data.fields {
                push_allowed(&field.attrs, &mut allowed);
            }
        }
        Data::Enum(data) => {
            for variant in &data.variants {
                push_allowed(&variant.attrs, &mut allowed);
            }
        }
        Data::Union(_) => {}
    }
    allowed
}

fn push_allowed(attributes: &[Attribute], allowed: &mut TokenStream) {
    for attribute in attributes {
        let name = attribute.path().get_ident().map(ToString::to_string);
        let lints = match (name.as_deref(), &attribute.meta) {
            (Some("allow" | "expect"), Meta::List(list)) => list.tokens.clone(),
            (Some("deprecated"), meta) => meta.path().to_token_stream(),
            _ => continue,
        };
        let span = Span::mixed_site();
        allowed.extend(quote_spanned!(span=> #[allow(#lints)])); // the user allows it too
    }
}
