//! The calls that write one field, and those that read the currency before it.

use super::conversion::{emit_conversion, emit_reference};
use super::names::{destination_path, emit_value, field_path, local, unit_variant};
use super::paths::FieldPath;
use super::trait_selection::{kind_path, result_kind_path};
use super::{currency, member_rules, type_info};
use crate::code_buffer::{generated_span, generated_span_at};
use crate::lower::{AmountLevel, Lowered, LoweredField, LoweredKind, Source};
use crate::resolve::{Target, is_same_field_definition};
use crate::template::emit;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use voucher_definition as definition;

/// Returns the call that writes a field definition, if it has a source.
///
/// ```text
/// // Output:
/// let __at = __encoder.now(__at, &__core::TIMESTAMP);
/// let __at = __core::const_value("GENERAL").put(__encoder, __at, &__core::VOUCHER_TYPE);
/// let __at = <Code as __core::Identifier<_>>::put(&self.code, __encoder, __at, &__core::VOUCHER_CODE);
/// ```
pub(super) fn emit_source(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
) -> Option<TokenStream> {
    match lowered.source_of(field_definition)? {
        Source::Clock(destination, user_span) => {
            let generated_span = generated_span_at(*user_span);
            let path = destination_path(destination, generated_span);
            Some(quote_spanned!(generated_span=> let __at = __encoder.now(__at, #path);))
        }
        Source::Constant(destination, constant) => {
            let generated_span = generated_span_at(constant.value.span());
            let name_span = generated_span_at(constant.name.span());
            let path = destination_path(destination, name_span);
            let value = emit_value(constant);
            Some(
                quote_spanned!(generated_span=> let __at = __core::const_value(#value).put(__encoder, __at, #path);),
            )
        }
        Source::Field(field) => emit_field(lowered, field),
        Source::Part(_) => None,
    }
}

/// Returns the calls that write the object `custom`: its members, then the members of the field that maps it.
///
/// ```text
/// // Output:
/// let __before = __at;
/// let __at = __encoder.open(__at, &__core::CUSTOM);
/// let __custom = __at;
/// let __at = <u32 as __core::Member>::put(&self.shelf, __encoder, __at, &__NEW_FIELD_6);
/// let __at = __encoder.close_custom(__before, __custom, __at);
/// ```
pub(super) fn emit_custom(
    lowered: &Lowered<'_>,
    field_definition: &'static definition::Field,
) -> Option<TokenStream> {
    let custom = lowered.custom;
    let is_custom = custom.is_some_and(|custom| is_same_field_definition(custom, field_definition));
    let members = lowered.fields();
    let members = members.filter(|field| is_custom && matches!(field.target, Target::Custom(..)));
    let members: Vec<_> = members
        .filter_map(|field| emit_field(lowered, field))
        .collect();
    let object = emit_source(lowered, field_definition);
    if members.is_empty() && object.is_none() {
        return None;
    }
    let path = field_path(lowered, field_definition, generated_span());
    Some(emit!(=>
        let __before = __at;
        let __at = __encoder.open(__at, #path);
        let __custom = __at;
        #for (member in members) { #member }
        #object
        let __at = __encoder.close_custom(__before, __custom, __at);
        #if (field_definition.nullable) {
            let __at = __encoder.null_if_removed(__before, __at, #path);
        }
    ))
}

/// Returns the call that writes a field, and the field's own check. The call has the span of the field's type, where
/// rustc then reports a wrong type.
///
/// ```text
/// // Output:
/// let __at = <OrderId as __core::Identifier<_, __Check3>>::put(&self.id, __encoder, __at, &__FIELD_0);
/// ```
pub(super) fn emit_field(lowered: &Lowered<'_>, field: &LoweredField<'_>) -> Option<TokenStream> {
    let kind = field.kind.as_ref()?;
    let generated_span = field.generated_span;
    let path = destination_path(field.destination.as_ref()?, generated_span);
    let keys = &field.input.keys;
    let call = if let Some(with) = field.conversion {
        emit_with(lowered, field, with, kind, &path)
    } else {
        let put = Ident::new(field.put_function(), generated_span);
        let extra = emit_extra_arguments(kind, generated_span);
        let kind = kind_path(field, kind, generated_span);
        let ty = &field.ty;
        let value = emit_reference(lowered, field, generated_span);
        quote_spanned!(generated_span=> let __at = <#ty as #kind>::#put(#value, __encoder, __at, #path #extra);)
    };
    Some(match &keys.check {
        Some(check) => emit_field_check(lowered, field, check, &path, &call),
        None => call,
    })
}

/// Returns the arguments after the field definition, with a leading comma.
fn emit_extra_arguments(kind: &LoweredKind<'_>, span: Span) -> Option<TokenStream> {
    if let Some(unit) = kind.unit {
        let unit = Ident::new(unit_variant(unit), span);
        return Some(quote_spanned!(span=> , __core::Unit::#unit));
    }
    let keys = kind.member_keys.as_ref()?;
    Some(quote_spanned!(span=> , &[#(#keys),*]))
}

/// Returns the call that converts a field's value with the user's function and writes the result.
///
/// ```text
/// // Output:
/// let __at = match __core::OptionProbe(&self.reason).__as_option() {
///     __core::Some(__argument_1) => match __core::ResultProbe(reason(__argument_1)).__into_result() {
///         __core::Ok(__value_1) => {
///             <_ as __core::Text<_, __core::Unchecked>>::put(&__value_1, __encoder, __at, &__FIELD_2)
///         },
///         __core::Err(__error) => <_ as __core::ConversionError>::report(&__error, __encoder, __at, &__FIELD_2),
///     },
///     __core::None => __at,
/// };
/// ```
fn emit_with(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    with: &syn::Path,
    kind: &LoweredKind<'_>,
    path: &FieldPath,
) -> TokenStream {
    // The local variables can have the user's span, because only these tokens use them.
    let (user_span, generated_span) = (with.span(), generated_span_at(with.span()));
    let input = emit_reference(lowered, field, generated_span);
    let (kind, extra) = (
        result_kind_path(field, kind, generated_span),
        emit_extra_arguments(kind, generated_span),
    );
    let value = local("value", field, user_span);
    let is_required = field.must_be_present();
    let sends_null = field.sends_null();
    let forbids_option = is_required && !sends_null && field.input.keys.required.is_none();
    let put = match (is_required, forbids_option) {
        _ if sends_null => "put_or_null",
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
        quote_spanned!(user_span=> <_ as #kind>::#put(&#value, #encoder, #at, #path #extra));
    if forbids_option {
        let present = quote_spanned!(generated_span=> __core::Present);
        put = quote_spanned!(user_span=> <_ as #present>::at(#put));
    }
    let error = Ident::new("__error", user_span);
    let conversion_error = quote_spanned!(generated_span=> __core::ConversionError);
    let failed =
        quote_spanned!(user_span=> <_ as #conversion_error>::report(&#error, #encoder, #at, #path));
    let type_info = quote_spanned!(user_span=> <_ as #kind>::type_info(&#value));
    let put = member_rules::emit_write(lowered, field, path, &type_info, put, generated_span);
    let read_currency = emit_currency_before(lowered, field, &type_info);
    let assertion = currency::emit_converted_assertion(lowered, field, &kind, &value);
    let none = if sends_null {
        quote_spanned!(generated_span=> __encoder.null(__at, #path))
    } else if is_required {
        quote_spanned!(generated_span=> __encoder.absent(__at, #path))
    } else {
        quote_spanned!(generated_span=> __at)
    };
    let put = quote_spanned!(generated_span=> { #assertion #read_currency #put });
    let conversion = emit_conversion(
        field,
        &with.to_token_stream(),
        &input,
        [&put, &failed, &none],
    );
    quote_spanned!(generated_span=> let __at = #conversion;)
}

/// Adds the field's `check` after the call that writes it. It runs only if the value satisfies all other rules.
///
/// ```text
/// // Output:
/// let __violations = __encoder.violation_count();
/// let __at = <i64 as __core::Amount<_>>::put(&self.value, __encoder, __at, &__core::VALUE);
/// let __at = match __core::OptionProbe(&self.value).__as_option() {
///     __core::Some(__value_0) if __encoder.has_no_violations_since(__violations) =>
///         <_ as __core::CheckResult>::report(is_round(__value_0), __encoder, __at, &__core::VALUE),
///     _ => __at,
/// };
/// ```
fn emit_field_check(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    check: &syn::Path,
    path: &FieldPath,
    call: &TokenStream,
) -> TokenStream {
    let (user_span, generated_span) = (check.span(), generated_span_at(check.span()));
    let input = emit_reference(lowered, field, generated_span);
    let value = local("value", field, user_span);
    let (encoder, at) = (
        Ident::new("__encoder", generated_span),
        Ident::new("__at", generated_span),
    );
    let kind = quote_spanned!(generated_span=> __core::CheckResult);
    let reported =
        quote_spanned!(user_span=> <_ as #kind>::report(#check(#value), #encoder, #at, #path));
    quote_spanned! {generated_span=>
        let __violations = __encoder.violation_count();
        #call
        let __at = match __core::OptionProbe(#input).__as_option() {
            __core::Some(#value) if __encoder.has_no_violations_since(__violations) => #reported,
            _ => __at,
        };
    }
}

/// Returns the call that writes the struct's own currency.
pub(super) fn emit_currency(lowered: &Lowered<'_>) -> Option<TokenStream> {
    emit_source(lowered, lowered.currencies.of_object?)
}

/// Returns the code that reads the currency before the amounts that need it, whatever the order of the definition.
pub(super) fn emit_currency_first(
    lowered: &Lowered<'_>,
    level: AmountLevel,
) -> Option<TokenStream> {
    let generated_span = generated_span();
    let amounts = lowered.known_amounts();
    let amounts = amounts.filter(|field| field.amount == Some(level));
    let amounts = amounts.filter_map(|field| {
        let type_info = type_info::emit_type(field)?;
        Some(quote_spanned!(field.generated_span=> #type_info.needs_currency))
    });
    let parts = lowered.parts().filter(|_| level == AmountLevel::Object);
    let parts = parts.map(|part| {
        let ty = &part.ty;
        let generated_span = part.generated_span;
        quote_spanned!(generated_span=> <#ty as __core::Part<_>>::TYPE.needs_currency)
    });
    let needs = amounts.chain(parts);
    let needs = needs.reduce(|one, other| quote_spanned!(generated_span=> #one || #other))?;
    // The condition is a const block, so that even a debug build omits the reading if nothing needs it.
    emit_currency_reading(
        lowered,
        level,
        &quote_spanned!(generated_span=> const { #needs }),
    )
}

/// Returns the code that reads the currency before the result of a conversion is written. `type_info` is that of the
/// result.
fn emit_currency_before(
    lowered: &Lowered<'_>,
    field: &LoweredField<'_>,
    type_info: &TokenStream,
) -> Option<TokenStream> {
    let level = field.amount?;
    let needs = quote_spanned!(field.user_span=> #type_info.needs_currency);
    emit_currency_reading(lowered, level, &needs)
}

/// Returns the code that reads the currency if a condition is true. A part does not: the event that flattens it has
/// read it.
///
/// ```text
/// // Output:
/// if const { <Money as __core::Amount<_>>::TYPE.needs_currency } {
///     __encoder.read_currency(|__encoder| {
///         let __at = __encoder.start();
///         let __at = <Currency as __core::Currency<_>>::put(&self.currency, __encoder, __at, &__core::CURRENCY);
///     });
/// }
/// ```
fn emit_currency_reading(
    lowered: &Lowered<'_>,
    level: AmountLevel,
    needs: &TokenStream,
) -> Option<TokenStream> {
    if !lowered.mapping.must_be_complete() {
        return None;
    }
    let mut of_object: Vec<_> = emit_currency(lowered).into_iter().collect();
    for part in lowered.parts() {
        let ty = &part.ty;
        let value = emit_reference(lowered, part, part.generated_span);
        of_object.push(quote_spanned! {part.generated_span=>
            <#ty as __core::Part<_>>::read_currency(#value, __encoder);
        });
    }
    let of_envelope = lowered.currencies.of_envelope;
    let of_envelope =
        of_envelope.and_then(|field_definition| emit_source(lowered, field_definition));
    // The encoder uses the first that has a value.
    let calls: Vec<_> = match level {
        AmountLevel::Object => of_object.into_iter().chain(of_envelope).collect(),
        AmountLevel::Envelope => of_envelope.into_iter().chain(of_object).collect(),
    };
    if calls.is_empty() {
        return None;
    }
    Some(emit!(=>
        if #needs {
            __encoder.read_currency(|__encoder| {
                let __at = __encoder.start();
                #for (call in calls) { #call }
            });
        }
    ))
}
