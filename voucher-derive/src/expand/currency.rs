//! The currency that amounts in major units are converted with: whether there is one, and how it is read before them.

use super::paths::KindPath;
use super::type_name::parts;
use super::{paths, type_info, type_name};
use crate::attr::Role;
use crate::code_buffer::generated_span;
use crate::lookup::{innermost_element, object_in};
use crate::resolve::{MappedField, Mapping, is_same_field_definition};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use voucher_definition as definition;
use voucher_definition::Kind;

/// Whose amounts are converted: an object's own currency comes first, then that of what is around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// The fields of the entity, of a flat body, or of a nested object.
    Object,
    /// The fields beside the entity.
    Envelope,
}

/// The fields that are amounts or may hold some, as far as a const can name their types.
pub(super) fn known_amounts<'e, 'i>(
    mapping: &'e Mapping<'i>,
) -> impl Iterator<Item = &'e MappedField<'i>> {
    mapping.fields.iter().filter(|field| {
        let is_amount = field.field_definition().is_some_and(holds_amounts);
        // An integer needs no currency, and the list of types asks whether it is one.
        is_amount && field.input.keys.with.is_none() && !type_info::has_plain_type(mapping, field)
    })
}

/// Whether a field is an amount, or may hold some.
pub(super) fn holds_amounts(field_definition: &'static definition::Field) -> bool {
    match innermost_element(field_definition).kind {
        Kind::Amount => true,
        Kind::Object(object) => object
            .fields
            .iter()
            .any(|field_definition| holds_amounts(field_definition)),
        _ => false,
    }
}

/// Whether an amount of the struct needs a currency. For the result of a conversion, only the running program knows; for a
/// part, that would be too late.
pub(super) fn expand_needs_currency(mapping: &Mapping<'_>) -> TokenStream {
    let generated_span = generated_span();
    let is_converted = |field: &MappedField<'_>| {
        field.input.keys.with.is_some() && field.field_definition().is_some_and(holds_amounts)
    };
    if mapping.input.role == Role::Part && mapping.fields.iter().any(is_converted) {
        return quote_spanned!(generated_span=> true);
    }
    let amounts = known_amounts(mapping).filter_map(|field| {
        let known = type_info::expand_type(mapping, field)?;
        Some(quote_spanned!(field.generated_span()=> #known.needs_currency))
    });
    any_of(amounts)
}

/// Whether an amount of the struct needs a currency that the struct itself cannot supply.
pub(super) fn expand_lacks_currency(mapping: &Mapping<'_>) -> TokenStream {
    if currency_of(mapping, mapping.object.definition).is_some() {
        return quote_spanned!(generated_span()=> false);
    }
    let amounts = known_amounts(mapping).filter_map(|field| {
        let known = type_info::expand_type(mapping, field)?;
        Some(quote_spanned!(field.generated_span()=> __inner::lacks_currency(#known)))
    });
    any_of(amounts)
}

/// `a || b`; `false` of nothing.
fn any_of(needs: impl Iterator<Item = TokenStream>) -> TokenStream {
    let generated_span = generated_span();
    let needs = needs.reduce(|one, other| quote_spanned!(generated_span=> #one || #other));
    needs.unwrap_or_else(|| quote_spanned!(generated_span=> false))
}

/// The currency of an object that has a source: of several, the one that is named so, or else the first.
pub(super) fn currency_of(
    mapping: &Mapping<'_>,
    object: &definition::Object,
) -> Option<&'static definition::Field> {
    let field_definitions = object.fields.iter().copied();
    let mut mapped = field_definitions.filter(|field_definition| {
        is_currency(field_definition) && mapping.has_source(field_definition)
    });
    let listed_fields = mapped
        .clone()
        .find(|field_definition| field_definition.name == "currency");
    listed_fields.or_else(|| mapped.next())
}

fn is_currency(field_definition: &definition::Field) -> bool {
    matches!(field_definition.kind, Kind::Currency)
}

/// The object around the entity.
pub(super) fn envelope<'e>(mapping: &'e Mapping<'_>) -> Option<&'e definition::Object> {
    let is_around = mapping.input.role == Role::Event && mapping.definition.entity().is_some();
    is_around.then_some(&mapping.definition.body)
}

pub(super) fn level_of(mapping: &Mapping<'_>, field_definition: &definition::Field) -> Level {
    let mut beside = envelope(mapping).into_iter().flat_map(|body| body.fields);
    if beside.any(|other| is_same_field_definition(other, field_definition)) {
        Level::Envelope
    } else {
        Level::Object
    }
}

/// Whether each amount in major units has a currency, if consts can name the types that this depends on, or if they
/// cannot.
pub(super) fn expand_assertions(mapping: &Mapping<'_>, is_concrete: bool) -> Vec<TokenStream> {
    if mapping.input.role != Role::Event || mapping.has_unparsed_field || has_currency(mapping) {
        return Vec::new();
    }
    let types = parts(mapping)
        .map(|(ty, part)| quote_spanned!(part.user_span()=> <#ty as __inner::Part<_>>));
    let types: Vec<_> = types.collect();
    let are_concrete = parts(mapping).all(|(_, part)| type_name::is_concrete_type(mapping, part));
    let part_mappings = quote_spanned!(generated_span()=> &[#(#types::MAPPING),*]);
    let mut assertions = Vec::new();
    for field in known_amounts(mapping) {
        let is_asked = (are_concrete && type_name::is_concrete_type(mapping, field)) == is_concrete;
        let field_definition = field
            .field_definition()
            .filter(|_| is_asked && !field.has_error);
        let type_info = field_definition.and_then(|_| type_info::expand_type(mapping, field));
        if let (Some(field_definition), Some(type_info)) = (field_definition, type_info) {
            let names = currency_names(mapping, Some(field_definition));
            let name = field_definition.name;
            let arguments = quote_spanned!(field.user_span()=> #type_info, #name, &[#(#names),*], #part_mappings);
            assertions.push(paths::spanned_call(field, "assert_currency", &arguments));
        }
    }
    for ((_, part), ty) in parts(mapping)
        .zip(&types)
        .filter(|_| are_concrete == is_concrete)
    {
        let (name, names) = (&part.input.name, currency_names(mapping, None));
        let arguments =
            quote_spanned!(part.user_span()=> #ty::TYPE, #name, &[#(#names),*], #part_mappings);
        assertions.push(paths::spanned_call(part, "assert_currency", &arguments));
    }
    assertions
}

/// The same for amounts that a conversion gives.
pub(super) fn expand_converted(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    kind: &KindPath,
    value: &Ident,
) -> Option<TokenStream> {
    field
        .field_definition()
        .filter(|field_definition| holds_amounts(field_definition))?;
    let is_alone = mapping.input.role == Role::Event && parts(mapping).next().is_none();
    let is_asked = is_alone && !mapping.has_unparsed_field && !has_currency(mapping);
    let user_span = value.span();
    is_asked.then(|| quote_spanned!(user_span=> <_ as #kind>::assert_converted(&#value);))
}

/// Whether the struct itself has a currency, or lacks one in a way that is reported as a mistake of its own.
fn has_currency(mapping: &Mapping<'_>) -> bool {
    let objects = [Some(mapping.object.definition), envelope(mapping)];
    let mut field_definitions = objects
        .into_iter()
        .flatten()
        .flat_map(|object| object.fields);
    field_definitions.any(|field_definition| {
        let has_error = mapping.has_source(field_definition)
            || mapping.is_suggested(field_definition)
            || mapping.must_be_present(field_definition);
        is_currency(field_definition) && has_error
    })
}

/// The currencies that could be mapped, as the struct would name them; those of a nested object by their paths.
fn currency_names(
    mapping: &Mapping<'_>,
    field_definition: Option<&'static definition::Field>,
) -> Vec<String> {
    let objects = [Some(mapping.object.definition), envelope(mapping)];
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
