//! The currency by which amounts in major units are converted, and the assertion that there is one.

use super::paths::KindPath;
use super::{paths, type_info};
use crate::attr::Role;
use crate::code_buffer::generated_span;
use crate::lower::{Lowered, LoweredField};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

/// Returns an expression: whether an amount of a part needs a currency. For the result of a conversion, that is known
/// only at run time, which is too late for a part, so it is assumed.
///
/// ```text
/// // Output:
/// __TYPES[0].needs_currency || __TYPES[2].needs_currency
/// ```
pub(super) fn emit_needs_currency(lowered: &Lowered<'_>) -> TokenStream {
    let generated_span = generated_span();
    let is_converted =
        |field: &LoweredField<'_>| field.amount.is_some() && !field.is_known_amount();
    if lowered.mapping.input.role == Role::Part && lowered.fields().any(is_converted) {
        return quote_spanned!(generated_span=> true);
    }
    let amounts = lowered.known_amounts().filter_map(|field| {
        let type_info = type_info::emit_type(field)?;
        Some(quote_spanned!(field.generated_span=> #type_info.needs_currency))
    });
    any_of(amounts)
}

/// Returns an expression: whether an amount needs a currency that the struct itself does not have.
///
/// ```text
/// // Output:
/// __core::lacks_currency(__TYPES[0]) || __core::lacks_currency(__TYPES[2])
/// ```
pub(super) fn emit_lacks_currency(lowered: &Lowered<'_>) -> TokenStream {
    if lowered.currencies.of_object.is_some() {
        return quote_spanned!(generated_span()=> false);
    }
    let amounts = lowered.known_amounts().filter_map(|field| {
        let type_info = type_info::emit_type(field)?;
        Some(quote_spanned!(field.generated_span=> __core::lacks_currency(#type_info)))
    });
    any_of(amounts)
}

/// Returns `a || b`, or `false` if there is none.
fn any_of(needs: impl Iterator<Item = TokenStream>) -> TokenStream {
    let generated_span = generated_span();
    let needs = needs.reduce(|one, other| quote_spanned!(generated_span=> #one || #other));
    needs.unwrap_or_else(|| quote_spanned!(generated_span=> false))
}

/// Returns assertions that each amount in major units has a currency: those about concrete types, or all others.
///
/// ```text
/// // Output:
/// __core::assert_currency(__TYPES[0], "value", &["currency"], &[<Money as __core::Part<_>>::MAPPING])
/// ```
pub(super) fn emit_assertions(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    if !lowered.currencies.must_be_asserted {
        return Vec::new();
    }
    let types = lowered.parts().map(|part| {
        let ty = &part.ty;
        quote_spanned!(part.user_span=> <#ty as __core::Part<_>>)
    });
    let types: Vec<_> = types.collect();
    let are_concrete = lowered.parts().all(LoweredField::is_concrete);
    let part_mappings = quote_spanned!(generated_span()=> &[#(#types::MAPPING),*]);
    let mut assertions = Vec::new();
    for field in lowered.known_amounts() {
        let are_all_concrete = are_concrete && field.is_concrete();
        let field_definition = field
            .field_definition()
            .filter(|_| are_all_concrete == is_concrete && !field.has_error);
        let type_info = field_definition.and_then(|_| type_info::emit_type(field));
        if let (Some(field_definition), Some(type_info)) = (field_definition, type_info) {
            let names = lowered.currencies.names_with(Some(field_definition));
            let name = field_definition.name;
            let arguments =
                quote_spanned!(field.user_span=> #type_info, #name, &[#(#names),*], #part_mappings);
            assertions.push(paths::spanned_call(field, "assert_currency", &arguments));
        }
    }
    for (part, ty) in lowered
        .parts()
        .zip(&types)
        .filter(|_| are_concrete == is_concrete)
    {
        let (name, names) = (&part.input.name, lowered.currencies.names_with(None));
        let arguments =
            quote_spanned!(part.user_span=> #ty::TYPE, #name, &[#(#names),*], #part_mappings);
        assertions.push(paths::spanned_call(part, "assert_currency", &arguments));
    }
    assertions
}

/// Returns the same assertion for the result of a conversion.
///
/// ```text
/// // Output:
/// <_ as __core::Amount<_, __core::Unchecked>>::assert_converted(&__value_0);
/// ```
pub(super) fn emit_converted_assertion(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    kind: &KindPath<'_>,
    value: &Ident,
) -> Option<TokenStream> {
    field.amount?;
    let is_needed = lowered.currencies.must_be_asserted && lowered.parts().next().is_none();
    let user_span = value.span();
    is_needed.then(|| quote_spanned!(user_span=> <_ as #kind>::assert_converted(&#value);))
}
