//! The calls that write one field.

use super::conversion::{expand_conversion, expand_reference};
use super::currency::{Level, envelope, holds_amounts, known_amounts, level_of, row_of_currency};
use super::kind_trait::Way;
use super::names::{expand_row, expand_row_of, expand_value, local};
use super::paths::Row;
use super::type_name::parts;
use super::{currency, object_rules, trait_selection, type_info, type_name};
use crate::code_buffer::text_span;
use crate::resolve::{Event, Mapped, Place, is_same_row};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;

/// Whatever gives a row its value.
pub(super) fn expand_source(
    event: &Event<'_>,
    row: &'static definition::Field,
) -> Option<TokenStream> {
    if let Some((_, span)) = event.now().filter(|(now, _)| is_same_row(now, row)) {
        let span = span.resolved_at(text_span());
        let row = expand_row(event, row, span);
        return Some(quote_spanned!(span=> let __at = __encoder.now(__at, #row);));
    }
    let mut constants = event.constants.iter();
    if let Some((_, constant)) = constants.find(|(other, _)| is_same_row(other, row)) {
        let span = constant.value.span().resolved_at(text_span());
        let name = constant.name.span().resolved_at(text_span());
        let (row, value) = (expand_row(event, row, name), expand_value(constant));
        return Some(
            quote_spanned!(span=> let __at = __inner::given(#value).put(__encoder, __at, #row);),
        );
    }
    expand_field(event, event.field_of(row)?)
}

/// A whole object, and the members that stand beside it.
pub(super) fn expand_custom(
    event: &Event<'_>,
    row: &'static definition::Field,
) -> Option<TokenStream> {
    let span = text_span();
    let custom = event.custom();
    let is_custom = custom.is_some_and(|custom| is_same_row(custom, row));
    let members = event.fields.iter();
    let members = members.filter(|field| is_custom && matches!(field.place, Place::Custom(..)));
    let members: Vec<_> = members
        .filter_map(|field| expand_field(event, field))
        .collect();
    let whole = expand_source(event, row);
    if members.is_empty() && whole.is_none() {
        return None;
    }
    let opened = expand_row(event, row, span);
    Some(quote_spanned! {span=>
        let __before = __at;
        let __at = __encoder.open(__at, #opened);
        let __custom = __at;
        #(#members)*
        #whole
        let __at = __encoder.close_custom(__before, __custom, __at);
    })
}

/// One call under the span of the field's type, so that the compiler's answer stands there; then the user's own check.
pub(super) fn expand_field(event: &Event<'_>, field: &Mapped<'_>) -> Option<TokenStream> {
    let way = Way::of(event, field)?;
    let span = field.site();
    let row = expand_row_of(event, field, span);
    let words = &field.input.words;
    let is_required = field.row().is_some_and(|row| event.is_requested(row));
    let call = if let Some(with) = &words.with {
        expand_with(event, field, with, &way, &row, is_required)
    } else {
        // Where a const has seen that there is a value, nothing is left to ask.
        let is_unseen = words.required.is_some() || !type_name::is_free_type(event, field);
        let put = if is_required && is_unseen {
            "put_required"
        } else {
            "put"
        };
        let put = Ident::new(put, span);
        let kind = trait_selection::expand_kind(event, field, &way, span);
        let more = way.more(span);
        let ty = type_name::expand_named_type(event, field);
        let value = expand_reference(event, field, span);
        quote_spanned!(span=> let __at = <#ty as #kind>::#put(#value, __encoder, __at, #row #more);)
    };
    Some(match &words.check {
        Some(check) => expand_checked(event, field, check, &row, &call),
        None => call,
    })
}

/// The value inside an `Option` goes through the user's function; a `Result` of it is opened.
pub(super) fn expand_with(
    event: &Event<'_>,
    field: &Mapped<'_>,
    with: &syn::Path,
    way: &Way<'_>,
    row: &Row,
    is_required: bool,
) -> TokenStream {
    // The values are locals of these few tokens alone, so their names may stand where the user's path does.
    let (site, span) = (with.span(), with.span().resolved_at(text_span()));
    let own = expand_reference(event, field, span);
    let (kind, more) = (way.kind_of_unseen(span), way.more(span));
    let value = local("value", event, field, site);
    let is_present = is_required && field.input.words.required.is_none();
    let put = match (is_required, is_present) {
        (_, true) => "put_present",
        (true, _) => "put_required",
        (false, _) => "put",
    };
    let put = Ident::new(put, span);
    let (encoder, at) = (Ident::new("__encoder", span), Ident::new("__at", span));
    let mut put = quote_spanned!(site=> <_ as #kind>::#put(&#value, #encoder, #at, #row #more));
    if is_present {
        let present = quote_spanned!(span=> __inner::Present);
        put = quote_spanned!(site=> <_ as #present>::at(#put));
    }
    let error = Ident::new("__error", site);
    let reason = quote_spanned!(span=> __inner::Reason);
    let refused = quote_spanned!(site=> <_ as #reason>::refuse(&#error, #encoder, #at, #row));
    let type_info = quote_spanned!(site=> <_ as #kind>::type_info(&#value));
    let put = expand_fitting(field, row, &type_info, put, span);
    let ahead = expand_currency_first_of(event, field, &type_info);
    let converted = currency::expand_converted(event, field, &kind, &value);
    let none = if is_required {
        quote_spanned!(span=> __encoder.absent(__at, #row))
    } else {
        quote_spanned!(span=> __at)
    };
    let put = quote_spanned!(span=> { #converted #ahead #put });
    let conversion = expand_conversion(
        event,
        field,
        &with.to_token_stream(),
        &own,
        [&put, &refused, &none],
    );
    quote_spanned!(span=> let __at = #conversion;)
}

/// The call that writes an object, where the type that a conversion gave maps that object.
pub(super) fn expand_fitting(
    field: &Mapped<'_>,
    row: &Row,
    type_info: &TokenStream,
    put: TokenStream,
    span: Span,
) -> TokenStream {
    let Some(object) = field.row().and_then(object_rules::expand_object) else {
        return put;
    };
    quote_spanned! {span=>
        match __inner::type_mismatch(#type_info, #row, #object) {
            __inner::Some(__why) => __encoder.type_mismatch(__at, #row, __why.as_str()),
            __inner::None => #put,
        }
    }
}

/// The field's own check, where its value keeps every other rule.
pub(super) fn expand_checked(
    event: &Event<'_>,
    field: &Mapped<'_>,
    check: &syn::Path,
    row: &Row,
    call: &TokenStream,
) -> TokenStream {
    let (site, span) = (check.span(), check.span().resolved_at(text_span()));
    let own = expand_reference(event, field, span);
    let value = local("value", event, field, site);
    let (encoder, at) = (Ident::new("__encoder", span), Ident::new("__at", span));
    let kind = quote_spanned!(span=> __inner::CheckResult);
    let reported = quote_spanned!(site=> <_ as #kind>::report(#check(#value), #encoder, #at, #row));
    quote_spanned! {span=>
        let __sound = __encoder.violation_count();
        #call
        let __at = match __inner::Inside(#own).__inside() {
            __inner::Some(#value) if __encoder.has_no_violations_since(__sound) => #reported,
            _ => __at,
        };
    }
}

/// The call that writes the struct's own currency, if it has one.
pub(super) fn expand_currency(event: &Event<'_>) -> Option<TokenStream> {
    expand_source(event, row_of_currency(event, event.scope.object)?)
}

/// Reads the currency before the amounts that need it, wherever the two are.
pub(super) fn expand_currency_first(event: &Event<'_>, level: Level) -> Option<TokenStream> {
    let span = text_span();
    let own = |row: &definition::Field| level_of(event, row) == level;
    let amounts = known_amounts(event).filter(|field| field.row().is_some_and(own));
    let amounts = amounts.filter_map(|field| {
        let known = type_info::expand_type(event, field)?;
        Some(quote_spanned!(field.site()=> #known.needs_currency))
    });
    let parts = parts(event).filter(|_| level == Level::Object);
    let parts = parts.map(|(ty, part)| {
        let span = part.span().resolved_at(span);
        quote_spanned!(span=> <#ty as __inner::Part<_>>::TYPE.needs_currency)
    });
    let needs = amounts.chain(parts);
    let needs = needs.reduce(|one, other| quote_spanned!(span=> #one || #other))?;
    // A const condition: where nothing needs the currency, not even a debug build has the reading in it.
    expand_reading(event, level, &quote_spanned!(span=> const { #needs }))
}

/// The same for an amount that a conversion gave, of which this is known.
pub(super) fn expand_currency_first_of(
    event: &Event<'_>,
    field: &Mapped<'_>,
    type_info: &TokenStream,
) -> Option<TokenStream> {
    let row = field.row().filter(|row| holds_amounts(row))?;
    let needs = quote_spanned!(field.span()=> #type_info.needs_currency);
    expand_reading(event, level_of(event, row), &needs)
}

pub(super) fn expand_reading(
    event: &Event<'_>,
    level: Level,
    needs: &TokenStream,
) -> Option<TokenStream> {
    if !event.must_be_complete() {
        return None;
    }
    let span = text_span();
    let mut own: Vec<_> = expand_currency(event).into_iter().collect();
    for (ty, part) in parts(event) {
        let value = expand_reference(event, part, part.site());
        own.push(quote_spanned! {part.site()=>
            <#ty as __inner::Part<_>>::ahead(#value, __encoder);
        });
    }
    let beside = envelope(event).and_then(|body| row_of_currency(event, body));
    let beside = beside.and_then(|row| expand_source(event, row));
    // The first that has a value counts.
    let calls: Vec<_> = match level {
        Level::Object => own.into_iter().chain(beside).collect(),
        Level::Envelope => beside.into_iter().chain(own).collect(),
    };
    if calls.is_empty() {
        return None;
    }
    Some(quote_spanned! {span=>
        if #needs {
            __encoder.ahead(|__encoder| {
                let __at = __encoder.start();
                #(#calls)*
            });
        }
    })
}
