//! Conversions: calls of the user's `with` functions.

use super::names::local;
use crate::code_buffer::{generated_span, generated_span_at};
use crate::lower::{Lowered, LoweredField, concrete_tokens};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// Returns a reference to a field: `&self.code`. For a packed struct, it is a reference to a copy, as with serde's
/// derive: `&<u64 as __core::Copied>::copied(self.code)`.
pub(super) fn emit_reference(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    span: Span,
) -> TokenStream {
    let (ty, ident) = (&field.ty, field.input.ident);
    if lowered.mapping.input.is_packed {
        let self_ident = Ident::new("self", generated_span());
        quote_spanned!(field.user_span=> &<#ty as __core::Copied>::copied(#self_ident.#ident))
    } else {
        quote_spanned!(span=> &self.#ident)
    }
}

/// Returns a call of a field's conversion, and what follows if it returns a value (`__value_3`), if it fails
/// (`__error`), and if nothing can be converted. Every use has the same tokens, so that rustc reports a mistake
/// once.
pub(super) fn emit_conversion(
    field: &LoweredField<'_>,
    with: &TokenStream,
    input: &TokenStream,
    [converted, failed, none]: [&TokenStream; 3],
) -> TokenStream {
    let user_span = field.conversion.span();
    let generated_span = generated_span_at(user_span);
    let argument = local("argument", field, user_span);
    let value = local("value", field, user_span);
    let error = Ident::new("__error", user_span);
    let call = quote_spanned!(user_span=> #with(#argument));
    quote_spanned! {generated_span=>
        match __core::OptionProbe(#input).__as_option() {
            __core::Some(#argument) => match __core::ResultProbe(#call).__into_result() {
                __core::Ok(#value) => #converted,
                __core::Err(#error) => #failed,
            },
            __core::None => #none,
        }
    }
}

/// Returns a closure that is never called. The compiler infers what it returns: what `emit_value` writes for the result of a
/// conversion, in an `Option`.
pub(super) fn emit_for_result(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    with: &syn::Path,
    emit_value: &dyn Fn(&Ident) -> TokenStream,
) -> TokenStream {
    let (user_span, generated_span) = (with.span(), generated_span_at(with.span()));
    let with = concrete_tokens(lowered.mapping, &with.to_token_stream());
    let ty = &field.ty;
    let value = emit_value(&local("value", field, user_span));
    let some = quote_spanned!(generated_span=> __core::Some(#value));
    let none = quote_spanned!(generated_span=> __core::None);
    let input = quote_spanned!(generated_span=> __field);
    let conversion = emit_conversion(field, &with, &input, [&some, &none, &none]);
    quote_spanned!(generated_span=> &|#input: __core::Ref<'_, #ty>| #conversion)
}
