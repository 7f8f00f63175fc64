//! The currency by which amounts in major units are converted, and the assertion that there is one.

use super::paths::KindPath;
use super::{paths, type_info};
use crate::attr::Role;
use crate::code_buffer::generated_span;
use crate::lookup::{innermost_element, object_in};
use crate::lower::{Lowered, LoweredField};
use crate::resolve::is_same_field_definition;
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use voucher_definition as definition;
use voucher_definition::Kind;

/// Where an amount is. Its own level is searched for a currency first, then the other one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// In the entity, in a nested object, or in a body without an entity.
    Object,
    /// In the body, next to the entity.
    Envelope,
}

/// Returns the fields that are or contain amounts and are sent without a conversion.
pub(super) fn known_amounts<'e, 'i>(
    lowered: &'e Lowered<'i>,
) -> impl Iterator<Item = &'e LoweredField<'i>> {
    lowered.fields.iter().filter(|field| {
        let is_amount = field.field_definition().is_some_and(contains_amounts);
        // A plain type is an integer, which needs no currency.
        is_amount && field.input.keys.with.is_none() && !field.is_plain()
    })
}

/// Whether a field definition is an amount or contains one.
pub(super) fn contains_amounts(field_definition: &'static definition::Field) -> bool {
    match innermost_element(field_definition).kind {
        Kind::Amount => true,
        Kind::Object(object) => object
            .fields
            .iter()
            .any(|field_definition| contains_amounts(field_definition)),
        _ => false,
    }
}

/// Returns an expression: whether an amount of a part needs a currency. For the result of a conversion, that is known
/// only at run time, which is too late for a part, so it is assumed.
pub(super) fn emit_needs_currency(lowered: &Lowered<'_>) -> TokenStream {
    let generated_span = generated_span();
    let is_converted = |field: &LoweredField<'_>| {
        field.input.keys.with.is_some() && field.field_definition().is_some_and(contains_amounts)
    };
    if lowered.mapping.input.role == Role::Part && lowered.fields.iter().any(is_converted) {
        return quote_spanned!(generated_span=> true);
    }
    let amounts = known_amounts(lowered).filter_map(|field| {
        let type_info = type_info::emit_type(field)?;
        Some(quote_spanned!(field.generated_span=> #type_info.needs_currency))
    });
    any_of(amounts)
}

/// Returns an expression: whether an amount needs a currency that the struct itself does not have.
pub(super) fn emit_lacks_currency(lowered: &Lowered<'_>) -> TokenStream {
    if currency_of(lowered, lowered.mapping.object.definition).is_some() {
        return quote_spanned!(generated_span()=> false);
    }
    let amounts = known_amounts(lowered).filter_map(|field| {
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

/// Returns the currency of an object that has a source. If several do, it is the one named `currency`, or else the
/// first.
pub(super) fn currency_of(
    lowered: &Lowered<'_>,
    object: &definition::Object,
) -> Option<&'static definition::Field> {
    let field_definitions = object.fields.iter().copied();
    let mut mapped = field_definitions.filter(|field_definition| {
        is_currency(field_definition) && lowered.mapping.has_source(field_definition)
    });
    let by_name = mapped
        .clone()
        .find(|field_definition| field_definition.name == "currency");
    by_name.or_else(|| mapped.next())
}

fn is_currency(field_definition: &definition::Field) -> bool {
    matches!(field_definition.kind, Kind::Currency)
}

/// Returns the body, if there is an entity in it.
pub(super) fn envelope<'e>(lowered: &'e Lowered<'_>) -> Option<&'e definition::Object> {
    let has_entity =
        lowered.mapping.input.role == Role::Event && lowered.mapping.definition.entity().is_some();
    has_entity.then_some(&lowered.mapping.definition.body)
}

/// Returns the level of a field definition.
pub(super) fn level_of(lowered: &Lowered<'_>, field_definition: &definition::Field) -> Level {
    let mut of_envelope = envelope(lowered).into_iter().flat_map(|body| body.fields);
    if of_envelope.any(|other| is_same_field_definition(other, field_definition)) {
        Level::Envelope
    } else {
        Level::Object
    }
}

/// Returns assertions that each amount in major units has a currency: those about concrete types, or all others.
pub(super) fn emit_assertions(lowered: &Lowered<'_>, is_concrete: bool) -> Vec<TokenStream> {
    if lowered.mapping.input.role != Role::Event
        || lowered.mapping.has_unparsed_field
        || has_currency(lowered)
    {
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
    for field in known_amounts(lowered) {
        let are_all_concrete = are_concrete && field.is_concrete();
        let field_definition = field
            .field_definition()
            .filter(|_| are_all_concrete == is_concrete && !field.has_error);
        let type_info = field_definition.and_then(|_| type_info::emit_type(field));
        if let (Some(field_definition), Some(type_info)) = (field_definition, type_info) {
            let names = currency_names(lowered, Some(field_definition));
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
        let (name, names) = (&part.input.name, currency_names(lowered, None));
        let arguments =
            quote_spanned!(part.user_span=> #ty::TYPE, #name, &[#(#names),*], #part_mappings);
        assertions.push(paths::spanned_call(part, "assert_currency", &arguments));
    }
    assertions
}

/// Returns the same assertion for the result of a conversion.
pub(super) fn emit_converted_assertion(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    kind: &KindPath,
    value: &Ident,
) -> Option<TokenStream> {
    field
        .field_definition()
        .filter(|field_definition| contains_amounts(field_definition))?;
    let is_only_struct =
        lowered.mapping.input.role == Role::Event && lowered.parts().next().is_none();
    let is_needed = is_only_struct && !lowered.mapping.has_unparsed_field && !has_currency(lowered);
    let user_span = value.span();
    is_needed.then(|| quote_spanned!(user_span=> <_ as #kind>::assert_converted(&#value);))
}

/// Whether the struct has a currency, or another error is reported about its absence.
fn has_currency(lowered: &Lowered<'_>) -> bool {
    let objects = [Some(lowered.mapping.object.definition), envelope(lowered)];
    let mut field_definitions = objects
        .into_iter()
        .flatten()
        .flat_map(|object| object.fields);
    field_definitions.any(|field_definition| {
        let has_source_or_error = lowered.mapping.has_source(field_definition)
            || lowered.mapping.is_suggested(field_definition)
            || lowered.mapping.must_be_present(field_definition);
        is_currency(field_definition) && has_source_or_error
    })
}

/// Returns the names of the currencies that could be mapped, for the message. Those in nested objects are paths.
fn currency_names(
    lowered: &Lowered<'_>,
    field_definition: Option<&'static definition::Field>,
) -> Vec<String> {
    let objects = [Some(lowered.mapping.object.definition), envelope(lowered)];
    let field_definitions = objects
        .into_iter()
        .flatten()
        .flat_map(|object| object.fields);
    let field_definitions =
        field_definitions.filter(|field_definition| is_currency(field_definition));
    let mut names: Vec<_> = field_definitions
        .map(|field_definition| String::from(field_definition.rust_name))
        .collect();
    if let Some(field_definition) = field_definition {
        push_nested_names(field_definition, field_definition.name, &mut names);
    }
    names
}

/// Adds the currencies in a nested object.
fn push_nested_names(field_definition: &definition::Field, path: &str, names: &mut Vec<String>) {
    let Some((object, _)) = object_in(field_definition.kind) else {
        return;
    };
    for field_definition in object.fields {
        let path = format!("{path}.{}", field_definition.name);
        if is_currency(field_definition) {
            names.push(path);
        } else {
            push_nested_names(field_definition, &path, names);
        }
    }
}
