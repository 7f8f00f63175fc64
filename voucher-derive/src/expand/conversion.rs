//! Calls of the user's `with` functions.

use super::names::local;
use super::type_info::expand_type_info;
use super::type_name;
use crate::code_buffer::text_span;
use crate::resolve::{Event, Mapped};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// `&self.code`; of a packed struct a reference to a copy, as serde's derive does: `&<u64 as __inner::Copied>::copied(self.code)`.
pub(super) fn expand_reference(event: &Event<'_>, field: &Mapped<'_>, span: Span) -> TokenStream {
    let (ty, ident) = (
        type_name::expand_named_type(event, field),
        field.input.ident,
    );
    if event.input.is_packed {
        let this = Ident::new("self", text_span());
        quote_spanned!(field.span()=> &<#ty as __inner::Copied>::copied(#this.#ident))
    } else {
        quote_spanned!(span=> &self.#ident)
    }
}

/// What follows if the user's function gives a value (`__value_3`), if it fails (`__error`), and if there is nothing to convert.
/// Wherever it is written it is the same tokens, so that the compiler reports a mistake once.
pub(super) fn expand_conversion(
    event: &Event<'_>,
    field: &Mapped<'_>,
    with: &TokenStream,
    own: &TokenStream,
    [converted, failed, none]: [&TokenStream; 3],
) -> TokenStream {
    let site = field.input.words.with.span();
    let span = site.resolved_at(text_span());
    let given = local("given", event, field, site);
    let value = local("value", event, field, site);
    let error = Ident::new("__error", site);
    let call = quote_spanned!(site=> #with(#given));
    quote_spanned! {span=>
        match __inner::Inside(#own).__inside() {
            __inner::Some(#given) => match __inner::Outcome(#call).__outcome() {
                __inner::Ok(#value) => #converted,
                __inner::Err(#error) => #failed,
            },
            __inner::None => #none,
        }
    }
}

/// What the compiler knows about what is sent: of a field with a conversion, whether there is always a value.
///
/// ```text
/// // Output:
/// __inner::converted(
///     __inner::Inside::<u8>::__TYPE,
///     &|__own: __inner::Ref<'_, u8>| match __inner::Inside(__own).__inside() {
///         __inner::Some(__given_1) => match __inner::Outcome(reason(__given_1)).__outcome() {
///             __inner::Ok(__value_1) => __inner::Some(__inner::Inside(&__value_1).__presence()),
///             __inner::Err(__error) => __inner::None,
///         },
///         __inner::None => __inner::None,
///     },
/// )
/// ```
pub(super) fn expand_sent(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let own = expand_type_info(event, field)?;
    let Some(with) = &field.input.words.with else {
        return Some(own);
    };
    let (site, span) = (with.span(), with.span().resolved_at(text_span()));
    let with = type_name::expand_named(event, &with.to_token_stream());
    let ty = type_name::expand_named_type(event, field);
    let value = local("value", event, field, site);
    let presence = quote_spanned!(span=> __inner::Some(__inner::Inside(&#value).__presence()));
    let none = quote_spanned!(span=> __inner::None);
    let input = quote_spanned!(span=> __own);
    let conversion = expand_conversion(event, field, &with, &input, [&presence, &none, &none]);
    Some(
        quote_spanned!(span=> __inner::converted(#own, &|#input: __inner::Ref<'_, #ty>| #conversion)),
    )
}
