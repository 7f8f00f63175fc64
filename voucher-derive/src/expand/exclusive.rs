//! Mutually exclusive fields: of two that are always present the build fails, of two that are both present the encoder
//! reports a violation.

use super::conversion::{expand_conversion, expand_reference};
use super::kind_trait::Way;
use super::names::{expand_row, local};
use super::type_name::parts;
use super::{conversion, paths, trait_selection, type_name};
use crate::attr::Role;
use crate::code_buffer::{Code, text_span};
use crate::resolve::{Event, Mapped, is_same_row};
use proc_macro2::{Delimiter, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;

/// Two mutually exclusive fields of one object, in the order in which it lists them.
type Pair = (&'static definition::Field, &'static definition::Field);

/// The mutually exclusive fields before this one that the struct itself sends.
fn excluded(event: &Event<'_>, row: &'static definition::Field) -> Vec<&'static definition::Field> {
    let objects = [&event.definition.body, event.scope.object].into_iter();
    let object = objects
        .filter(|object| !object.exclusive.is_empty())
        .find(|object| object.fields.iter().any(|other| is_same_row(other, row)));
    let rows = object.into_iter().flat_map(|object| object.fields).copied();
    let before = rows.take_while(|other| !is_same_row(other, row));
    before
        .filter(|other| event.excludes(other, row) && event.is_sent(other))
        .collect()
}

/// Every two mutually exclusive fields that the struct itself sends.
pub(super) fn within(event: &Event<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if !event.has_exclusive() {
        return pairs;
    }
    let mut objects = vec![event.scope.object];
    if event.input.role == Role::Event && event.definition.entity().is_some() {
        objects.insert(0, &event.definition.body);
    }
    for row in objects.into_iter().flat_map(|object| object.fields) {
        if event.is_sent(row) {
            pairs.extend(
                excluded(event, row)
                    .into_iter()
                    .map(|before| (before, *row)),
            );
        }
    }
    pairs
}

/// Every two mutually exclusive fields of which a part may send at least one.
pub(super) fn across(event: &Event<'_>) -> Vec<Pair> {
    let object = event.scope.object;
    let mut pairs = Vec::new();
    if object.exclusive.is_empty() || parts(event).next().is_none() {
        return pairs;
    }
    for (at, later) in object.fields.iter().enumerate() {
        for first in object.fields.iter().take(at) {
            let is_within = event.has_source(first) && event.has_source(later);
            if !is_within && event.excludes(first, later) {
                pairs.push((*first, *later));
            }
        }
    }
    pairs
}

/// Two mutually exclusive fields of the struct itself are both present: a violation, found where the later one is written.
pub(super) fn expand_excluded(
    event: &Event<'_>,
    row: &'static definition::Field,
) -> impl Iterator<Item = TokenStream> {
    let span = text_span();
    excluded(event, row).into_iter().map(move |before| {
        let (one, other) = (
            expand_row(event, before, span),
            expand_row(event, row, span),
        );
        let (is_one, is_other) = (expand_is_there(event, before), expand_is_there(event, row));
        quote_spanned!(span=> __encoder.exclude((#one, #is_one), (#other, #is_other));)
    })
}

/// ```text
/// // Output:
/// __encoder.exclude_across(
///     &[(&__FIELD_1, &__FIELD_2)],
///     &[(&__FIELD_1, <Option<u64> as __inner::Identifier<_>>::is_there(&self.customer_id))],
///     &[(<Buyer as __inner::Part<_>>::MAPPING, &|__name| <Buyer as __inner::Part<_>>::is_there(&self.buyer, __name))],
/// );
/// ```
pub(super) fn expand_across(event: &Event<'_>) -> Option<TokenStream> {
    let span = text_span();
    let pairs = across(event);
    if pairs.is_empty() {
        return None;
    }
    let own = own_rows(event, &pairs).into_iter().map(|row| {
        let (name, is_there) = (expand_row(event, row, span), expand_is_there(event, row));
        quote_spanned!(span=> (#name, #is_there))
    });
    let pairs = expand_pairs(event, &pairs);
    let parts = parts(event).map(|(ty, part)| {
        let value = expand_reference(event, part, span);
        let kind = quote_spanned!(part.site()=> <#ty as __inner::Part<_>>);
        quote_spanned!(span=> (#kind::MAPPING, &|__name| #kind::is_there(#value, __name)))
    });
    Some(quote_spanned!(span=> __encoder.exclude_across(#pairs, &[#(#own),*], &[#(#parts),*]);))
}

/// `&[(&__FIELD_1, &__FIELD_2)]`
fn expand_pairs(event: &Event<'_>, pairs: &[Pair]) -> TokenStream {
    let span = text_span();
    let pairs = pairs.iter().map(|(one, other)| {
        let (one, other) = (expand_row(event, one, span), expand_row(event, other, span));
        quote_spanned!(span=> (#one, #other))
    });
    quote_spanned!(span=> &[#(#pairs),*])
}

/// The fields of these pairs that the struct itself sends.
fn own_rows(event: &Event<'_>, pairs: &[Pair]) -> Vec<&'static definition::Field> {
    let mut own: Vec<&definition::Field> = Vec::new();
    for row in pairs.iter().flat_map(|(one, other)| [*one, *other]) {
        if event.has_source(row) && !own.iter().any(|other| is_same_row(other, row)) {
            own.push(row);
        }
    }
    own
}

/// Whether there is a value for a row that has a source.
fn expand_is_there(event: &Event<'_>, row: &'static definition::Field) -> TokenStream {
    let span = text_span();
    let field = event.field_of(row);
    let Some((field, way)) = field.and_then(|field| Some((field, Way::of(event, field)?))) else {
        return quote_spanned!(span=> true);
    };
    let value = expand_reference(event, field, span);
    let Some(with) = &field.input.words.with else {
        let kind = trait_selection::expand_kind(event, field, &way, span);
        let ty = type_name::expand_named_type(event, field);
        return quote_spanned!(span=> <#ty as #kind>::is_there(#value));
    };
    // A conversion may give an `Option`; one that fails had a value.
    let (site, span) = (with.span(), with.span().resolved_at(span));
    let kind = way.kind_of_unseen(span);
    let converted = local("value", event, field, site);
    let converted = quote_spanned!(site=> <_ as #kind>::is_there(&#converted));
    let [failed, none] = [true, false].map(|flag| quote_spanned!(span=> #flag));
    expand_conversion(
        event,
        field,
        &with.to_token_stream(),
        &value,
        [&converted, &failed, &none],
    )
}

/// Whether a part has a value for a field that excludes others, by its name in the API.
///
/// ```text
/// // Output:
/// fn __is_there(&self, __name: &__inner::str) -> __inner::bool {
///     match __name {
///         "customerId" => <Option<u64> as __inner::Identifier<_>>::is_there(&self.customer_id),
///         _ => true,
///     }
/// }
/// ```
pub(super) fn push_is_there(event: &Event<'_>, code: &mut Code) {
    let groups = event.scope.object.exclusive;
    let is_listed = |row: &definition::Field| groups.iter().any(|group| group.contains(&row.name));
    let rows = event.fields.iter().filter_map(Mapped::row);
    let rows: Vec<_> = rows.filter(|row| is_listed(row)).collect();
    if rows.is_empty() || event.must_be_complete() {
        return;
    }
    let mut arms = Code::default();
    for row in rows {
        arms.push_literal(row.name);
        arms.push("=>");
        arms.push_tokens(expand_is_there(event, row));
        arms.push(",");
    }
    arms.push("_ => true,");
    let mut body = Code::default();
    body.push("match __name");
    body.push_group(Delimiter::Brace, arms);
    code.push("fn __is_there(&self, __name: &__inner::str) -> __inner::bool");
    code.push_group(Delimiter::Brace, body);
}

/// Whether two mutually exclusive fields are both always present, if consts can name the types that this depends on, or if
/// they cannot.
pub(super) fn expand_assertions(event: &Event<'_>, is_free: bool) -> Vec<TokenStream> {
    let mut assertions = Vec::new();
    for (first, later) in within(event) {
        let fields = [event.field_of(first), event.field_of(later)];
        let are_free = fields
            .iter()
            .flatten()
            .all(|field| is_free_field(event, field));
        if are_free == is_free {
            assertions.extend(expand_within(event, first, later));
        }
    }
    assertions.extend(expand_parts(event, is_free));
    assertions
}

/// Whether a const item could name a field's type and its conversion.
fn is_free_field(event: &Event<'_>, field: &Mapped<'_>) -> bool {
    type_name::is_free_type(event, field) && type_name::is_free_conversion(event, field)
}

/// Asked at the later of the two, or at the other one if no field maps it.
fn expand_within(
    event: &Event<'_>,
    first: &'static definition::Field,
    later: &'static definition::Field,
) -> Option<TokenStream> {
    let site = event.field_of(later).or_else(|| event.field_of(first))?;
    let span = site.span();
    let type_info = |row| match event.field_of(row) {
        Some(field) if field.has_error => None,
        Some(field) => conversion::expand_sent(event, field),
        None => Some(quote_spanned!(span=> __inner::TypeInfo::ALWAYS)),
    };
    let (one, other) = (type_info(first)?, type_info(later)?);
    let names = [first.name, later.name];
    let arguments = quote_spanned!(span=> #one, #other, #(#names),*);
    Some(paths::spanned_call(
        site,
        "assert_exclusive_pair",
        &arguments,
    ))
}

/// The same across the struct and its parts, and whether each part can say which of the fields it sends.
fn expand_parts(event: &Event<'_>, is_free: bool) -> Vec<TokenStream> {
    let pairs = across(event);
    let own = own_rows(event, &pairs);
    let mut fields = own.iter().filter_map(|row| event.field_of(row));
    let are_free = fields.all(|field| is_free_field(event, field)) && type_name::are_free(event);
    if pairs.is_empty() || are_free != is_free {
        return Vec::new();
    }
    let span = text_span();
    let own = own.into_iter().map(|row| {
        let name = expand_row(event, row, span);
        let type_info = event
            .field_of(row)
            .and_then(|field| conversion::expand_sent(event, field));
        let type_info =
            type_info.unwrap_or_else(|| quote_spanned!(span=> __inner::TypeInfo::ALWAYS));
        quote_spanned!(span=> (#name, #type_info))
    });
    let own = quote!(&[#(#own),*]);
    let pairs = expand_pairs(event, &pairs);
    let mut before: Vec<TokenStream> = Vec::new();
    let mut assertions = Vec::new();
    for (ty, part) in parts(event) {
        let kind = quote_spanned!(part.span()=> <#ty as __inner::Part<_>>);
        let this = quote_spanned!(part.span()=> (#kind::TYPE, #kind::MAPPING));
        let arguments = quote_spanned!(part.span()=> #pairs, #own, &[#(#before),*], #this);
        assertions.push(paths::spanned_call(part, "assert_exclusive", &arguments));
        before.push(this);
    }
    assertions
}
