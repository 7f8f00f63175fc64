//! The currency that amounts in major units are converted with: whether there is one, and how it is read before them.

use super::paths::KindPath;
use super::type_name::parts;
use super::{paths, type_info, type_name};
use crate::attr::Role;
use crate::code_buffer::text_span;
use crate::lookup::{innermost, within};
use crate::resolve::{Event, Mapped, is_same_row};
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
pub(super) fn known_amounts<'e, 'i>(event: &'e Event<'i>) -> impl Iterator<Item = &'e Mapped<'i>> {
    event.fields.iter().filter(|field| {
        let is_amount = field.row().is_some_and(holds_amounts);
        // An integer needs no currency, and the list of types asks whether it is one.
        is_amount && field.input.words.with.is_none() && !type_info::is_expected(event, field)
    })
}

/// Whether a field is an amount, or may hold some.
pub(super) fn holds_amounts(row: &'static definition::Field) -> bool {
    match innermost(row).kind {
        Kind::Amount => true,
        Kind::Object(object) => object.fields.iter().any(|row| holds_amounts(row)),
        _ => false,
    }
}

/// Whether an amount of the struct needs a currency. For the result of a conversion, only the running program knows; for a
/// part, that would be too late.
pub(super) fn expand_needs(event: &Event<'_>) -> TokenStream {
    let span = text_span();
    let is_converted = |field: &Mapped<'_>| {
        field.input.words.with.is_some() && field.row().is_some_and(holds_amounts)
    };
    if event.input.role == Role::Part && event.fields.iter().any(is_converted) {
        return quote_spanned!(span=> true);
    }
    let amounts = known_amounts(event).filter_map(|field| {
        let known = type_info::expand_type(event, field)?;
        Some(quote_spanned!(field.site()=> #known.needs_currency))
    });
    any_of(amounts)
}

/// Whether an amount of the struct needs a currency that the struct itself cannot supply.
pub(super) fn expand_lacks(event: &Event<'_>) -> TokenStream {
    if row_of_currency(event, event.scope.object).is_some() {
        return quote_spanned!(text_span()=> false);
    }
    let amounts = known_amounts(event).filter_map(|field| {
        let known = type_info::expand_type(event, field)?;
        Some(quote_spanned!(field.site()=> __inner::lacks_currency(#known)))
    });
    any_of(amounts)
}

/// `a || b`; `false` of nothing.
fn any_of(needs: impl Iterator<Item = TokenStream>) -> TokenStream {
    let span = text_span();
    let needs = needs.reduce(|one, other| quote_spanned!(span=> #one || #other));
    needs.unwrap_or_else(|| quote_spanned!(span=> false))
}

/// The currency of an object that has a source: of several, the one that is named so, or else the first.
pub(super) fn row_of_currency(
    event: &Event<'_>,
    object: &definition::Object,
) -> Option<&'static definition::Field> {
    let rows = object.fields.iter().copied();
    let mut mapped = rows.filter(|row| is_currency(row) && event.has_source(row));
    let named = mapped.clone().find(|row| row.name == "currency");
    named.or_else(|| mapped.next())
}

fn is_currency(row: &definition::Field) -> bool {
    matches!(row.kind, Kind::Currency)
}

/// The object around the entity.
pub(super) fn envelope<'e>(event: &'e Event<'_>) -> Option<&'e definition::Object> {
    let is_around = event.input.role == Role::Event && event.definition.entity().is_some();
    is_around.then_some(&event.definition.body)
}

pub(super) fn level_of(event: &Event<'_>, row: &definition::Field) -> Level {
    let mut beside = envelope(event).into_iter().flat_map(|body| body.fields);
    if beside.any(|other| is_same_row(other, row)) {
        Level::Envelope
    } else {
        Level::Object
    }
}

/// Whether each amount in major units has a currency, if consts can name the types that this depends on, or if they
/// cannot.
pub(super) fn expand_assertions(event: &Event<'_>, is_free: bool) -> Vec<TokenStream> {
    if event.input.role != Role::Event || event.is_partial || has_currency(event) {
        return Vec::new();
    }
    let types =
        parts(event).map(|(ty, part)| quote_spanned!(part.span()=> <#ty as __inner::Part<_>>));
    let types: Vec<_> = types.collect();
    let are_free = parts(event).all(|(_, part)| type_name::is_free_type(event, part));
    let part_mappings = quote_spanned!(text_span()=> &[#(#types::MAPPING),*]);
    let mut assertions = Vec::new();
    for field in known_amounts(event) {
        let is_asked = (are_free && type_name::is_free_type(event, field)) == is_free;
        let row = field.row().filter(|_| is_asked && !field.has_error);
        let type_info = row.and_then(|_| type_info::expand_type(event, field));
        if let (Some(row), Some(type_info)) = (row, type_info) {
            let names = currency_names(event, Some(row));
            let name = row.name;
            let arguments =
                quote_spanned!(field.span()=> #type_info, #name, &[#(#names),*], #part_mappings);
            assertions.push(paths::spanned_call(field, "assert_currency", &arguments));
        }
    }
    for ((_, part), ty) in parts(event).zip(&types).filter(|_| are_free == is_free) {
        let (name, names) = (&part.input.name, currency_names(event, None));
        let arguments =
            quote_spanned!(part.span()=> #ty::TYPE, #name, &[#(#names),*], #part_mappings);
        assertions.push(paths::spanned_call(part, "assert_currency", &arguments));
    }
    assertions
}

/// The same for amounts that a conversion gives.
pub(super) fn expand_converted(
    event: &Event<'_>,
    field: &Mapped<'_>,
    kind: &KindPath,
    value: &Ident,
) -> Option<TokenStream> {
    field.row().filter(|row| holds_amounts(row))?;
    let is_alone = event.input.role == Role::Event && parts(event).next().is_none();
    let is_asked = is_alone && !event.is_partial && !has_currency(event);
    let site = value.span();
    is_asked.then(|| quote_spanned!(site=> <_ as #kind>::assert_converted(&#value);))
}

/// Whether the struct itself has a currency, or lacks one in a way that is reported as a mistake of its own.
fn has_currency(event: &Event<'_>) -> bool {
    let objects = [Some(event.scope.object), envelope(event)];
    let mut rows = objects
        .into_iter()
        .flatten()
        .flat_map(|object| object.fields);
    rows.any(|row| {
        let has_error = event.has_source(row) || event.is_meant(row) || event.is_requested(row);
        is_currency(row) && has_error
    })
}

/// The currencies that could be mapped, as the struct would name them; those of a nested object by their paths.
fn currency_names(event: &Event<'_>, row: Option<&'static definition::Field>) -> Vec<String> {
    let objects = [Some(event.scope.object), envelope(event)];
    let rows = objects
        .into_iter()
        .flatten()
        .flat_map(|object| object.fields);
    let rows = rows.filter(|row| is_currency(row));
    let mut names: Vec<_> = rows.map(|row| String::from(row.rust_name)).collect();
    if let Some(row) = row {
        push_nested_names(row, row.name, &mut names);
    }
    names
}

fn push_nested_names(row: &definition::Field, path: &str, names: &mut Vec<String>) {
    let Some((object, _)) = within(row.kind) else {
        return;
    };
    for row in object.fields {
        let path = format!("{path}.{}", row.name);
        if is_currency(row) {
            names.push(path);
        } else {
            push_nested_names(row, &path, names);
        }
    }
}
