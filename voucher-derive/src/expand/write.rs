//! The calls that write one field.

use super::conversion::{expand_conversion, expand_reference};
use super::currency::{Level, currency_of, envelope, holds_amounts, known_amounts, level_of};
use super::kind_trait::KindTrait;
use super::names::{expand_value, field_path, local, mapped_field_path};
use super::paths::FieldPath;
use super::type_name::parts;
use super::{currency, object_rules, trait_selection, type_info, type_name};
use crate::code_buffer::{generated_span, generated_span_at};
use crate::resolve::{MappedField, Mapping, Target, is_same_field_definition};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;

/// Whatever gives a row its value.
pub(super) fn expand_source(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Option<TokenStream> {
    if let Some((_, user_span)) = mapping
        .now()
        .filter(|(now, _)| is_same_field_definition(now, field_definition))
    {
        let generated_span = generated_span_at(user_span);
        let path = field_path(mapping, field_definition, generated_span);
        return Some(quote_spanned!(generated_span=> let __at = __encoder.now(__at, #path);));
    }
    let mut constants = mapping.constants.iter();
    if let Some((_, constant)) =
        constants.find(|(other, _)| is_same_field_definition(other, field_definition))
    {
        let generated_span = generated_span_at(constant.value.span());
        let name = generated_span_at(constant.name.span());
        let (path, value) = (
            field_path(mapping, field_definition, name),
            expand_value(constant),
        );
        return Some(
            quote_spanned!(generated_span=> let __at = __inner::const_value(#value).put(__encoder, __at, #path);),
        );
    }
    expand_field(mapping, mapping.field_of(field_definition)?)
}

/// A whole object, and the members that stand beside it.
pub(super) fn expand_custom(
    mapping: &Mapping<'_>,
    field_definition: &'static definition::Field,
) -> Option<TokenStream> {
    let generated_span = generated_span();
    let custom = mapping.custom();
    let is_custom = custom.is_some_and(|custom| is_same_field_definition(custom, field_definition));
    let members = mapping.fields.iter();
    let members = members.filter(|field| is_custom && matches!(field.target, Target::Custom(..)));
    let members: Vec<_> = members
        .filter_map(|field| expand_field(mapping, field))
        .collect();
    let whole = expand_source(mapping, field_definition);
    if members.is_empty() && whole.is_none() {
        return None;
    }
    let opened = field_path(mapping, field_definition, generated_span);
    Some(quote_spanned! {generated_span=>
        let __before = __at;
        let __at = __encoder.open(__at, #opened);
        let __custom = __at;
        #(#members)*
        #whole
        let __at = __encoder.close_custom(__before, __custom, __at);
    })
}

/// One call under the span of the field's type, so that the compiler's answer stands there; then the user's own check.
pub(super) fn expand_field(mapping: &Mapping<'_>, field: &MappedField<'_>) -> Option<TokenStream> {
    let kind_trait = KindTrait::of(mapping, field)?;
    let generated_span = field.generated_span();
    let path = mapped_field_path(mapping, field, generated_span);
    let keys = &field.input.keys;
    let is_required = field
        .field_definition()
        .is_some_and(|field_definition| mapping.must_be_present(field_definition));
    let call = if let Some(with) = &keys.with {
        expand_with(mapping, field, with, &kind_trait, &path, is_required)
    } else {
        // Where a const has seen that there is a value, nothing is left to ask.
        let is_unseen = keys.required.is_some() || !type_name::is_concrete_type(mapping, field);
        let put = if is_required && is_unseen {
            "put_required"
        } else {
            "put"
        };
        let put = Ident::new(put, generated_span);
        let kind = trait_selection::kind_path(mapping, field, &kind_trait, generated_span);
        let more = kind_trait.extra_arguments(generated_span);
        let ty = type_name::field_type(mapping, field);
        let value = expand_reference(mapping, field, generated_span);
        quote_spanned!(generated_span=> let __at = <#ty as #kind>::#put(#value, __encoder, __at, #path #more);)
    };
    Some(match &keys.check {
        Some(check) => expand_checked(mapping, field, check, &path, &call),
        None => call,
    })
}

/// The value inside an `Option` goes through the user's function; a `Result` of it is opened.
pub(super) fn expand_with(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    with: &syn::Path,
    kind_trait: &KindTrait<'_>,
    path: &FieldPath,
    is_required: bool,
) -> TokenStream {
    // The values are locals of these few tokens alone, so their names may stand where the user's path does.
    let (user_span, generated_span) = (with.span(), generated_span_at(with.span()));
    let own = expand_reference(mapping, field, generated_span);
    let (kind, more) = (
        kind_trait.unchecked_path(generated_span),
        kind_trait.extra_arguments(generated_span),
    );
    let value = local("value", mapping, field, user_span);
    let is_present = is_required && field.input.keys.required.is_none();
    let put = match (is_required, is_present) {
        (_, true) => "put_present",
        (true, _) => "put_required",
        (false, _) => "put",
    };
    let put = Ident::new(put, generated_span);
    let (encoder, at) = (
        Ident::new("__encoder", generated_span),
        Ident::new("__at", generated_span),
    );
    let mut put =
        quote_spanned!(user_span=> <_ as #kind>::#put(&#value, #encoder, #at, #path #more));
    if is_present {
        let present = quote_spanned!(generated_span=> __inner::Present);
        put = quote_spanned!(user_span=> <_ as #present>::at(#put));
    }
    let error = Ident::new("__error", user_span);
    let reason = quote_spanned!(generated_span=> __inner::ConversionError);
    let refused = quote_spanned!(user_span=> <_ as #reason>::report(&#error, #encoder, #at, #path));
    let type_info = quote_spanned!(user_span=> <_ as #kind>::type_info(&#value));
    let put = expand_fitting(field, path, &type_info, put, generated_span);
    let ahead = expand_currency_first_of(mapping, field, &type_info);
    let converted = currency::expand_converted(mapping, field, &kind, &value);
    let none = if is_required {
        quote_spanned!(generated_span=> __encoder.absent(__at, #path))
    } else {
        quote_spanned!(generated_span=> __at)
    };
    let put = quote_spanned!(generated_span=> { #converted #ahead #put });
    let conversion = expand_conversion(
        mapping,
        field,
        &with.to_token_stream(),
        &own,
        [&put, &refused, &none],
    );
    quote_spanned!(generated_span=> let __at = #conversion;)
}

/// The call that writes an object, where the type that a conversion gave maps that object.
pub(super) fn expand_fitting(
    field: &MappedField<'_>,
    path: &FieldPath,
    type_info: &TokenStream,
    put: TokenStream,
    generated_span: Span,
) -> TokenStream {
    let Some(object) = field
        .field_definition()
        .and_then(object_rules::expand_object)
    else {
        return put;
    };
    quote_spanned! {generated_span=>
        match __inner::object_mismatch(#type_info, #path, #object) {
            __inner::Some(__why) => __encoder.type_mismatch(__at, #path, __why.as_str()),
            __inner::None => #put,
        }
    }
}

/// The field's own check, where its value keeps every other rule.
pub(super) fn expand_checked(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    check: &syn::Path,
    path: &FieldPath,
    call: &TokenStream,
) -> TokenStream {
    let (user_span, generated_span) = (check.span(), generated_span_at(check.span()));
    let own = expand_reference(mapping, field, generated_span);
    let value = local("value", mapping, field, user_span);
    let (encoder, at) = (
        Ident::new("__encoder", generated_span),
        Ident::new("__at", generated_span),
    );
    let kind = quote_spanned!(generated_span=> __inner::CheckResult);
    let reported =
        quote_spanned!(user_span=> <_ as #kind>::report(#check(#value), #encoder, #at, #path));
    quote_spanned! {generated_span=>
        let __sound = __encoder.violation_count();
        #call
        let __at = match __inner::OptionProbe(#own).__as_option() {
            __inner::Some(#value) if __encoder.has_no_violations_since(__sound) => #reported,
            _ => __at,
        };
    }
}

/// The call that writes the struct's own currency, if it has one.
pub(super) fn expand_currency(mapping: &Mapping<'_>) -> Option<TokenStream> {
    expand_source(mapping, currency_of(mapping, mapping.object.definition)?)
}

/// Reads the currency before the amounts that need it, wherever the two are.
pub(super) fn expand_currency_first(mapping: &Mapping<'_>, level: Level) -> Option<TokenStream> {
    let generated_span = generated_span();
    let own = |field_definition: &definition::Field| level_of(mapping, field_definition) == level;
    let amounts = known_amounts(mapping).filter(|field| field.field_definition().is_some_and(own));
    let amounts = amounts.filter_map(|field| {
        let known = type_info::expand_type(mapping, field)?;
        Some(quote_spanned!(field.generated_span()=> #known.needs_currency))
    });
    let parts = parts(mapping).filter(|_| level == Level::Object);
    let parts = parts.map(|(ty, part)| {
        let generated_span = part.generated_span();
        quote_spanned!(generated_span=> <#ty as __inner::Part<_>>::TYPE.needs_currency)
    });
    let needs = amounts.chain(parts);
    let needs = needs.reduce(|one, other| quote_spanned!(generated_span=> #one || #other))?;
    // A const condition: where nothing needs the currency, not even a debug build has the reading in it.
    expand_reading(
        mapping,
        level,
        &quote_spanned!(generated_span=> const { #needs }),
    )
}

/// The same for an amount that a conversion gave, of which this is known.
pub(super) fn expand_currency_first_of(
    mapping: &Mapping<'_>,
    field: &MappedField<'_>,
    type_info: &TokenStream,
) -> Option<TokenStream> {
    let field_definition = field
        .field_definition()
        .filter(|field_definition| holds_amounts(field_definition))?;
    let needs = quote_spanned!(field.user_span()=> #type_info.needs_currency);
    expand_reading(mapping, level_of(mapping, field_definition), &needs)
}

pub(super) fn expand_reading(
    mapping: &Mapping<'_>,
    level: Level,
    needs: &TokenStream,
) -> Option<TokenStream> {
    if !mapping.must_be_complete() {
        return None;
    }
    let generated_span = generated_span();
    let mut own: Vec<_> = expand_currency(mapping).into_iter().collect();
    for (ty, part) in parts(mapping) {
        let value = expand_reference(mapping, part, part.generated_span());
        own.push(quote_spanned! {part.generated_span()=>
            <#ty as __inner::Part<_>>::read_currency(#value, __encoder);
        });
    }
    let beside = envelope(mapping).and_then(|body| currency_of(mapping, body));
    let beside = beside.and_then(|field_definition| expand_source(mapping, field_definition));
    // The first that has a value counts.
    let calls: Vec<_> = match level {
        Level::Object => own.into_iter().chain(beside).collect(),
        Level::Envelope => beside.into_iter().chain(own).collect(),
    };
    if calls.is_empty() {
        return None;
    }
    Some(quote_spanned! {generated_span=>
        if #needs {
            __encoder.read_currency(|__encoder| {
                let __at = __encoder.start();
                #(#calls)*
            });
        }
    })
}
